import { contentOf, expect, oidText, type Piece, piecesIn, TAG, wholeSequence } from './der.ts';

const PRINTABLE = 0x13;
const IA5 = 0x16;
const NUMERIC = 0x12;

/**
 * The subject directory attributes of a certificate (RFC 5280, 4.2.1.8): OID → values as text. A value may be
 * an OID or a string; of another kind it is left out, so that a rule that needs it finds none. Throws when an
 * attribute stands twice or the structure is another.
 */
export const directoryAttributesOf = (value: Buffer): ReadonlyMap<string, string[]> => {
  const attributes = new Map<string, string[]>();
  for (const attribute of wholeSequence(value)) {
    const [type, values] = piecesIn(value, expect(attribute, TAG.sequence));
    const id = oidText(contentOf(value, expect(type, TAG.oid)));
    if (attributes.has(id)) throw new Error('a directory attribute stands twice');
    const texts = piecesIn(value, expect(values, TAG.set)).map((piece) => textOf(value, piece));
    attributes.set(
      id,
      texts.filter((text) => text !== undefined),
    );
  }
  return attributes;
};

const textOf = (bytes: Buffer, piece: Piece): string | undefined => {
  const content = contentOf(bytes, piece);
  if (piece.tag === TAG.oid) return oidText(content);
  if (piece.tag === TAG.utf8) return content.toString('utf8');
  return [PRINTABLE, IA5, NUMERIC].includes(piece.tag) ? content.toString('latin1') : undefined;
};
