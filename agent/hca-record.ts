import { readBig5 } from './nhi-card.ts';
import type { CardRecord } from './protocol.ts';

/** Where name and ID number stand in a 醫事人員卡's own record, by what the data object is called. */
const layouts: Readonly<Record<string, { name: number; number: number; length: number }>> = {
  'HPC basic data': { name: 40, number: 148, length: 10 },
  'HPC basic data 1': { name: 12, number: 50, length: 11 },
};

const readPerson = (
  bytes: Buffer,
  at: { name: number; number: number; length: number },
): CardRecord | null => {
  if (bytes.length < at.number + at.length) return null;
  const number = bytes
    .toString('latin1', at.number, at.number + at.length)
    .replaceAll(/[\0 ]/g, '')
    .toUpperCase();
  return number === '' ? null : { number, name: readBig5(bytes.subarray(0, at.name)) };
};

const readInstitution = (bytes: Buffer): CardRecord | null => {
  try {
    const [number, name]: unknown[] = JSON.parse(bytes.toString('utf8'));
    const isWhole = typeof number === 'string' && typeof name === 'string';
    return isWhole ? { number: number.trim().toUpperCase(), name: name.trim() } : null;
  } catch {
    return null;
  }
};

/** What a card of HCA says beside its certificates; null when that cannot be read. No signature covers it. */
export const readRecord = (label: string, bytes: Buffer): CardRecord | null => {
  const layout = layouts[label];
  return layout ? readPerson(bytes, layout) : readInstitution(bytes);
};
