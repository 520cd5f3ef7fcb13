/** As much of DER as a card's certificate and its signature need. */
export type Node = { tag: number; content: Buffer; whole: Buffer };

export const tags = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  /** [0], constructed */
  context0: 0xa0,
  /** [3], constructed */
  context3: 0xa3,
} as const;

const lengthOf = (length: number): Buffer => {
  if (length < 0x80) return Buffer.of(length);
  const bytes = Buffer.from(
    length.toString(16).padStart(length > 0xffff ? 6 : length > 0xff ? 4 : 2, '0'),
    'hex',
  );
  return Buffer.concat([Buffer.of(0x80 | bytes.length), bytes]);
};

/** One value of that tag. */
export const der = (tag: number, ...contents: Uint8Array[]): Buffer => {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.of(tag), lengthOf(content.length), content]);
};

/** The members of a SET in the order that DER wants. */
export const sortSet = (members: readonly Buffer[]): Buffer[] => [...members].sort(Buffer.compare);

const base128 = (arc: number): number[] => {
  const digits = [arc % 128];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128))
    digits.unshift(128 + (rest % 128));
  return digits;
};

export const oid = (dotted: string): Buffer => {
  const [first = 0, second = 0, ...others] = dotted.split('.').map(Number);
  return der(tags.oid, Buffer.from([first * 40 + second, ...others].flatMap(base128)));
};

/** The content of an OBJECT IDENTIFIER as dotted text. */
export const readOid = (content: Buffer): string => {
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of content) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte & 0x80) continue;
    arcs.push(arc);
    arc = 0;
  }
  const [first = 0, ...others] = arcs;
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - top * 40, ...others].join('.');
};

/** The values that stand one after another in `bytes`. Throws where they do not fit. */
export const readAll = (bytes: Buffer): Node[] => {
  const nodes: Node[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [tag = 0, first = 0] = bytes.subarray(at, at + 2);
    const more = first < 0x80 ? 0 : first & 0x7f;
    if (at + 2 + more > bytes.length || more > 4 || first === 0x80) throw new Error('No DER.');
    const begin = at + 2 + more;
    const length = more === 0 ? first : bytes.readUIntBE(at + 2, more);
    if (begin + length > bytes.length) throw new Error('No DER.');
    nodes.push({
      tag,
      content: bytes.subarray(begin, begin + length),
      whole: bytes.subarray(at, begin + length),
    });
    at = begin + length;
  }
  return nodes;
};

/** The one value at the beginning of `bytes`, which must have that tag. Throws otherwise. */
export const readOne = (bytes: Buffer | undefined, tag: number): Node => {
  const [node] = readAll(bytes ?? Buffer.alloc(0));
  if (node?.tag !== tag) throw new Error('No DER.');
  return node;
};
