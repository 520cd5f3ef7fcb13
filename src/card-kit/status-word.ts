/** The two bytes at the end of every answer of a card. */
export const status = (word: number): Buffer => Buffer.from([word >> 8, word & 0xff]);
