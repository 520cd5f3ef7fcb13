import { randomBytes } from 'node:crypto';
import { toCms, toSign } from './cms.ts';
import { type Fault, fault } from './fault.ts';
import { readRecord } from './hca-record.ts';
import type { Pcsc } from './pcsc.ts';
import { type CardCertificate, readCertificate } from './pkcs11/certificate.ts';
import type { FoundToken } from './pkcs11/messages.ts';
import type { CardModule } from './pkcs11/module.ts';
import { type CardRecord, type CertificateCard, logInText, type ReaderKind, readersOf } from './protocol.ts';

export type SignAsk = { origin: string; nonce: string; card: CertificateCard; reader: ReaderKind };
export type Signature = { ok: true; cms: string; record: CardRecord | null };

type Found = { module: CardModule; token: FoundToken; id: string; certificate: CardCertificate };
/** A card that was found for an ask and waits for its PIN. */
export type Prepared = { ok: true; id: string; asked: SignAsk; found: Found };

const listCertificates = (module: CardModule, token: FoundToken): Found[] =>
  token.certificates.flatMap(({ der, id }) => {
    const certificate = readCertificate(Buffer.from(der, 'base64'));
    return certificate?.signs && certificate.card ? [{ module, token, id, certificate }] : [];
  });

type Search = { found: Found[]; tokens: number; faults: Fault[] };

const search = async (modules: readonly CardModule[]): Promise<Search> => {
  const search: Search = { found: [], tokens: 0, faults: [] };
  for (const module of modules) {
    const answer = await module.call({ do: 'list' });
    if (!answer.ok) search.faults.push({ ok: false, code: answer.code });
    else {
      search.tokens += answer.tokens.length;
      for (const token of answer.tokens) search.found.push(...listCertificates(module, token));
    }
  }
  return search;
};

/** Whether a card of HCA sits in the slot of a 健保讀卡機 that is for 健保卡. */
const isInCitizenSlot = async (pcsc: Pcsc): Promise<boolean> => {
  for (const { id, setting, present, knownOther } of pcsc.readers()) {
    if (!present || setting.kind !== 'nhi' || setting.slot !== 'citizen') continue;
    if (knownOther) return true;
    const answer = await pcsc.read(id);
    if (!answer.ok && answer.code === 'unknown_card') return true;
  }
  return false;
};

/** 醫事憑證: cards that have a record, and a slot of their own in a 健保讀卡機. */
const isHca = ({ card }: SignAsk): boolean => card === 'staff' || card === 'institution';

/** Why nothing that was found fits what was asked. */
const explain = async ({ found, tokens, faults }: Search, asked: SignAsk, pcsc: Pcsc): Promise<Fault> => {
  const other = found[0]?.certificate.card;
  if (other) return fault(readersOf[other].includes(asked.reader) ? 'no_certificate' : 'wrong_reader');
  if (tokens > 0) return fault('no_certificate');
  if (faults.some(({ code }) => code === 'read_failed') && !pcsc.isUp()) return fault('no_service');
  if (isHca(asked) && asked.reader === 'nhi' && (await isInCitizenSlot(pcsc))) return fault('wrong_slot');
  return faults[0] ?? fault(pcsc.isUp() && pcsc.readers().length === 0 ? 'no_reader' : 'no_card');
};

/** Finds the one card that can sign what is asked, in the kind of reader that is asked for. */
export const prepareSign = async (
  asked: SignAsk,
  { modules, pcsc }: { modules: readonly CardModule[]; pcsc: Pcsc },
): Promise<Prepared | Fault> => {
  if (!readersOf[asked.card].includes(asked.reader)) return fault('wrong_reader');
  const there = modules.filter(({ setting }) => setting.kind === asked.reader);
  if (there.length === 0) return fault('no_module');
  const all = await search(there);
  const fitting = all.found.filter(({ certificate }) => certificate.card === asked.card);
  const placed = fitting.filter(({ module }) => module.setting.slot !== 'citizen');
  const [best, ...others] = placed.sort((a, b) => b.certificate.from - a.certificate.from);
  if (!best) return fitting.length > 0 ? fault('wrong_slot') : explain(all, asked, pcsc);
  const isSameCard = ({ module, token }: Found): boolean =>
    module === best.module && token.serial === best.token.serial;
  if (!others.every(isSameCard)) return fault('several_cards');
  if (best.token.pin_locked) return fault('pin_locked');
  return { ok: true, id: randomBytes(16).toString('base64url'), asked, found: best };
};

/** Has the card sign the log-in text that belongs to the ask, and nothing else. */
export const signPrepared = async (
  { asked, found }: Prepared,
  pin: string,
  now: Date,
): Promise<Signature | Fault> => {
  const attributes = toSign(logInText(asked), now);
  const bytes = attributes.toString('base64');
  const { module, token, id, certificate } = found;
  const answer = await module.call({ do: 'sign', serial: token.serial, id, pin, bytes });
  if (!answer.ok) return answer;
  const cms = toCms(certificate, attributes, Buffer.from(answer.signature, 'base64'));
  if (!cms) return fault('read_failed');
  const { record } = answer;
  return {
    ok: true,
    cms: cms.toString('base64'),
    record: record && isHca(asked) ? readRecord(record.label, Buffer.from(record.bytes, 'base64')) : null,
  };
};
