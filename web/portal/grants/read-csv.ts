/** What the server takes of a file at once, in characters. */
export const mostCharacters = 60_000;

/**
 * The text of a CSV file as the office programs here write it: UTF-8 with or without BOM, or Big5; undefined
 * for what is neither.
 */
export const readCsv = (bytes: ArrayBuffer): string | undefined => {
  for (const encoding of ['utf-8', 'big5'])
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The other one may fit.
    }
  return undefined;
};
