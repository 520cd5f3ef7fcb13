/** Writes DER: as much as certificates, CRLs and OCSP answers of the card kit need. */

/** A value of the given tag around the parts. */
export const der = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
};

const lengthOf = (length: number): Buffer => {
  if (length < 0x80) return Buffer.from([length]);
  const bytes: number[] = [];
  for (let left = length; left > 0; left = Math.floor(left / 256)) bytes.unshift(left % 256);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
};

export const sequence = (...parts: Uint8Array[]): Buffer => der(0x30, ...parts);
/** DER orders the members of a SET OF by their bytes. */
export const setOf = (...parts: Uint8Array[]): Buffer => der(0x31, ...parts.toSorted(Buffer.compare));
/** An explicit (constructed) tag [n]. */
export const tagged = (n: number, ...parts: Uint8Array[]): Buffer => der(0xa0 | n, ...parts);
/** An implicit, primitive tag [n]. */
export const implicit = (n: number, content: Uint8Array): Buffer => der(0x80 | n, content);
export const octets = (content: Uint8Array): Buffer => der(0x04, content);
export const bits = (content: Uint8Array, unused = 0): Buffer => der(0x03, Buffer.from([unused]), content);
export const nothing = (): Buffer => der(0x05);
export const truth = (): Buffer => der(0x01, Buffer.from([0xff]));
export const enumerated = (value: number): Buffer => der(0x0a, Buffer.from([value]));
export const utf8 = (text: string): Buffer => der(0x0c, Buffer.from(text));
export const printable = (text: string): Buffer => der(0x13, Buffer.from(text, 'latin1'));

/** A number of at least 0, or the bytes of one, most significant first. */
export const integer = (value: number | Uint8Array): Buffer => {
  const bytes = typeof value === 'number' ? numberBytes(value) : Buffer.from(value);
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const shortest = bytes.subarray(start);
  return der(0x02, (shortest[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), shortest]) : shortest);
};

const numberBytes = (value: number): Buffer => {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
};

export const oid = (dotted: string): Buffer => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest].flatMap(base128)));
};

const base128 = (value: number): number[] => {
  const bytes = [value % 128];
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128))
    bytes.unshift(0x80 | (left % 128));
  return bytes;
};

/** UTCTime until 2049, GeneralizedTime after (RFC 5280, 4.1.2.5). */
export const time = (moment: Date): Buffer => {
  const text = stamp(moment);
  return moment.getUTCFullYear() < 2050 && moment.getUTCFullYear() >= 1950
    ? der(0x17, Buffer.from(text.slice(2)))
    : der(0x18, Buffer.from(text));
};
/** What OCSP uses for every time. */
export const generalTime = (moment: Date): Buffer => der(0x18, Buffer.from(stamp(moment)));

const stamp = (moment: Date): string => `${moment.toISOString().slice(0, 19).replaceAll(/[-T:]/g, '')}Z`;
