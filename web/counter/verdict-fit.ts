/** How a sentence is set: 40, 32 or 28 px, and whether its clauses stay whole. */
export type Fit = { size: 'large' | 'middle' | 'small'; clauses: string[] };

/** The panel's width in characters of each size, and the lines it has room for without pushing others about. */
const room = {
  large: { width: 11.2, lines: 3 },
  middle: { width: 14, lines: 4 },
  small: { width: 16, lines: 4 },
} as const;

/** Width in full-width characters. */
const widthOf = (text: string): number =>
  [...text].reduce((width, character) => width + (character > '\u2e7f' ? 1 : 0.54), 0);

/**
 * Chinese may break anywhere, which tears 「2片」 apart: clauses end at a mark, or before a bracket with
 * Chinese in it; a date stays with the words that announce it. A blank between clauses is a part of its own.
 */
export const clausesOf = (text: string): string[] =>
  text.split(/(?<=[、，。]|：(?!\d))|( )(?=\([\u2e80-\uffef])/).filter((each) => each);

/** Smaller parts, for where whole clauses do not fit: a date apart from its words, a bracket before Chinese. */
const phrasesOf = (text: string): string[] =>
  text.split(/(?<=[、，。：]|\)(?=[\u4e00-\u9fff]))|( )(?=\([\u2e80-\uffef])/).filter((each) => each);

const linesOf = (clauses: readonly string[], width: number): number => {
  let lines = 1;
  let left = width;
  for (const clause of clauses) {
    const wide = widthOf(clause);
    if (wide > left && left < width) {
      lines += 1;
      left = width;
    }
    lines += Math.max(Math.ceil(wide / width) - 1, 0);
    left = wide > width ? 0 : left - wide;
  }
  return lines;
};

/**
 * The largest size in which a sentence fits, with whole clauses where they fit too. `linesBelow` are taken by
 * something else in the panel.
 */
export const fitOf = (text: string, linesBelow = 0): Fit => {
  for (const size of ['large', 'middle', 'small'] as const) {
    const { width } = room[size];
    const lines = room[size].lines - linesBelow;
    for (const clauses of [clausesOf(text), phrasesOf(text)])
      if (linesOf(clauses, width) <= lines) return { size, clauses };
    if (widthOf(text) <= width * lines - 1) return { size, clauses: [text] };
  }
  return { size: 'small', clauses: [text] };
};
