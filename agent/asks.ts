import { type Ask, type CertificateCard, noncePattern, type ReaderKind, readersOf } from './protocol.ts';

type Row = Record<string, unknown>;

const isNonce = (value: unknown): value is string => typeof value === 'string' && noncePattern.test(value);
const isReader = (value: unknown): value is ReaderKind => value === 'nhi' || value === 'chip';
const isCertificateCard = (value: unknown): value is CertificateCard =>
  typeof value === 'string' && value !== 'nhi' && Object.hasOwn(readersOf, value);

const hasOnly = (row: Row, ...names: string[]): boolean =>
  Object.keys(row).length === names.length && names.every((name) => Object.hasOwn(row, name));

/** The ask of that name with the rest of what was sent; `undefined` unless it is exactly one of the protocol's. */
export const toAsk = (ask: unknown, rest: Row): Ask | undefined => {
  const { nonce, seen, card, reader } = rest;
  switch (ask) {
    case 'status':
      return hasOnly(rest) ? { ask } : undefined;
    case 'wait':
      return hasOnly(rest, 'seen') && Number.isSafeInteger(seen) ? { ask, seen: seen as number } : undefined;
    case 'citizen':
    case 'nhi_log_in':
    case 'enrol':
    case 'sam':
      return hasOnly(rest, 'nonce') && isNonce(nonce) ? { ask, nonce } : undefined;
    case 'sign': {
      const isWhole = hasOnly(rest, 'nonce', 'card', 'reader');
      if (!isWhole || !isNonce(nonce) || !isCertificateCard(card) || !isReader(reader)) return undefined;
      return { ask, nonce, card, reader };
    }
    default:
      return undefined;
  }
};
