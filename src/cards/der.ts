/**
 * Reads DER (X.690) in place: where each value begins and ends, without building a tree. Strict: definite
 * lengths in their shortest form, no tags above 30. The CRL of a whole country goes through here.
 */

/** One value: `start` is its tag, its content runs from `from` up to `to`. */
export type Piece = { tag: number; start: number; from: number; to: number };

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  nothing: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8: 0x0c,
  sequence: 0x30,
  set: 0x31,
  utcTime: 0x17,
  generalTime: 0x18,
} as const;

const CONSTRUCTED = 0x20;
const HIGH_TAG = 0x1f;
const MAX_LENGTH_BYTES = 4;

/** The value that begins at `start` and must end by `limit`; throws when it is not DER. */
export const pieceAt = (bytes: Uint8Array, start: number, limit: number): Piece => {
  const tag = bytes[start];
  const first = bytes[start + 1];
  if (tag === undefined || first === undefined || start + 2 > limit) throw new Error('DER ends too early');
  if ((tag & HIGH_TAG) === HIGH_TAG) throw new Error('DER has a tag above 30');
  if (first < 0x80) return pieceOf(tag, start, start + 2, first, limit);
  const count = first & 0x7f;
  if (count === 0 || count > MAX_LENGTH_BYTES) throw new Error('DER has an indefinite or giant length');
  let length = 0;
  for (let n = 0; n < count; n += 1) length = length * 256 + (bytes[start + 2 + n] ?? 0);
  if (length < 0x80 || bytes[start + 2] === 0) throw new Error('DER has a length that is not the shortest');
  return pieceOf(tag, start, start + 2 + count, length, limit);
};

const pieceOf = (tag: number, start: number, from: number, length: number, limit: number): Piece => {
  const to = from + length;
  if (to > limit) throw new Error('DER ends too early');
  return { tag, start, from, to };
};

/** The one value that fills all bytes. */
export const wholePiece = (bytes: Uint8Array): Piece => {
  const piece = pieceAt(bytes, 0, bytes.length);
  if (piece.to !== bytes.length) throw new Error('bytes follow the DER');
  return piece;
};

/** What stands inside a constructed value, in order. */
export const piecesIn = (bytes: Uint8Array, { from, to }: Piece): Piece[] => {
  const pieces: Piece[] = [];
  for (let at = from; at < to; ) {
    const piece = pieceAt(bytes, at, to);
    pieces.push(piece);
    at = piece.to;
  }
  return pieces;
};

/** What stands inside the SEQUENCE that fills all bytes. */
export const wholeSequence = (bytes: Uint8Array): Piece[] =>
  piecesIn(bytes, expect(wholePiece(bytes), TAG.sequence));

/** A value with its tag and length, as it stands in the bytes. */
export const wholeOf = (bytes: Buffer, piece: Piece): Buffer => bytes.subarray(piece.start, piece.to);
export const contentOf = (bytes: Buffer, piece: Piece): Buffer => bytes.subarray(piece.from, piece.to);

/** The value at a place of a list of pieces; throws when it is missing or has another tag. */
export const expect = (piece: Piece | undefined, tag: number): Piece => {
  if (piece?.tag !== tag) throw new Error('DER has another structure');
  return piece;
};

/** Throws unless the bytes are one strict DER value, at most `depth` deep and with at most `pieces` values. */
export const checkDer = (bytes: Uint8Array, { depth = 24, pieces = 5_000 } = {}): void => {
  let left = pieces;
  const walk = (piece: Piece, level: number): void => {
    left -= 1;
    if (left < 0 || level > depth) throw new Error('DER is too large or too deep');
    if ((piece.tag & CONSTRUCTED) === 0) return;
    for (let at = piece.from; at < piece.to; ) {
      const inner = pieceAt(bytes, at, piece.to);
      walk(inner, level + 1);
      at = inner.to;
    }
  };
  walk(wholePiece(bytes), 0);
};

/** UTCTime or GeneralizedTime as DER has them: to the second, in Z (RFC 5280, 4.1.2.5). */
export const timeOf = (bytes: Buffer, piece: Piece): Date => {
  const text = contentOf(bytes, piece).toString('latin1');
  const general = piece.tag === TAG.generalTime;
  if (!general && piece.tag !== TAG.utcTime) throw new Error('DER has no time where one belongs');
  const parts = (
    general ? /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/ : /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/
  ).exec(text);
  if (!parts) throw new Error('DER has a malformed time');
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1).map(Number);
  const full = general ? year : year + (year < 50 ? 2000 : 1900);
  const time = new Date(Date.UTC(full, month - 1, day, hour, minute, second));
  if (
    time.getUTCMonth() !== month - 1 ||
    time.getUTCDate() !== day ||
    hour > 23 ||
    minute > 59 ||
    second > 59
  )
    throw new Error('DER has a time that does not exist');
  return time;
};

/** The OID of an AlgorithmIdentifier without parameters: either nothing after it, or NULL. */
export const algorithmOf = (bytes: Buffer, piece: Piece | undefined): string => {
  const [id, parameters, ...more] = piecesIn(bytes, expect(piece, TAG.sequence));
  const isNull = !parameters || (parameters.tag === TAG.nothing && parameters.from === parameters.to);
  if (!isNull || more.length > 0) throw new Error('DER has an algorithm with parameters');
  return oidText(contentOf(bytes, expect(id, TAG.oid)));
};

/** A BIT STRING of whole bytes, as signatures are. */
export const signatureOf = (bytes: Buffer, piece: Piece | undefined): Buffer => {
  const content = contentOf(bytes, expect(piece, TAG.bits));
  if (content[0] !== 0) throw new Error('DER has a signature of odd bits');
  return content.subarray(1);
};

/** An OID in dots. */
export const oidText = (content: Uint8Array): string => {
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of content) {
    arc = arc * 128 + (byte & 0x7f);
    if (!Number.isSafeInteger(arc)) throw new Error('an OID is too long');
    if (byte >= 0x80) continue;
    arcs.push(...(arcs.length === 0 ? firstArcs(arc) : [arc]));
    arc = 0;
  }
  return arcs.join('.');
};

const firstArcs = (both: number): [number, number] => {
  const first = Math.min(2, Math.floor(both / 40));
  return [first, both - first * 40];
};
