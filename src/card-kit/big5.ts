/**
 * Big5 as cards have it: what Node decodes, turned round, with the user-defined characters (造字) of the code
 * page in their usual place, U+E000 on at FA40 on.
 */

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

const trails = [...range(0x40, 0x7e), ...range(0xa1, 0xfe)];

/** Where the plain characters begin and end; before are those of Hong Kong, after them the user's own. */
const leads = range(0xa1, 0xf9);
const userDefined = 0xe000;
const lastUserDefined = userDefined + 5 * trails.length - 1;

const makeTable = (): ReadonlyMap<string, number> => {
  const decoder = new TextDecoder('big5', { fatal: false });
  const table = new Map<string, number>();
  for (const lead of leads)
    for (const trail of trails) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if ([...character].length === 1 && character !== '\ufffd' && !table.has(character))
        table.set(character, (lead << 8) | trail);
    }
  return table;
};
let table: ReadonlyMap<string, number> | undefined;

const codeOf = (character: string): number => {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x80) return point;
  if (point >= userDefined && point <= lastUserDefined) {
    const index = point - userDefined;
    return ((0xfa + Math.floor(index / trails.length)) << 8) | (trails[index % trails.length] ?? 0);
  }
  table ??= makeTable();
  const code = table.get(character);
  if (code === undefined) throw new RangeError(`Big5 has no ${character}`);
  return code;
};

/** The bytes of a text. Throws a RangeError for a character that Big5 does not have. */
export const encodeBig5 = (text: string): Buffer =>
  Buffer.from(
    [...text].flatMap((character) => {
      const code = codeOf(character);
      return code < 0x100 ? [code] : [code >> 8, code & 0xff];
    }),
  );
