import { parse } from 'csv-parse/sync';

/** Far above any real row (the longest of 2020 has 150 bytes), far below what would fill the memory. */
const maxLineBytes = 64 * 1024;
const newline = 0x0a;

export type Line =
  | { line: number; text: string }
  | { line: number; broken: 'not_utf8' | 'line_too_long'; max_bytes?: number };

/**
 * Cuts a stream of bytes into lines, numbered from 1, ended by LF or CRLF; a BOM at the very beginning goes.
 * A line that is not valid UTF-8 or longer than 64 KiB comes as `broken` and the next ones are read on: each
 * line is decoded by itself so that one bad byte costs one row. Never holds more than one line and one chunk.
 */
export async function* readLines(source: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let line = 0;
  let parts: Uint8Array[] = [];
  let length = 0;
  const add = (part: Uint8Array): void => {
    length += part.length;
    if (length <= maxLineBytes) parts.push(part);
    else parts = [];
  };
  const finish = (): Line => {
    line += 1;
    const [bytes, tooLong] = [Buffer.concat(parts), length > maxLineBytes];
    parts = [];
    length = 0;
    if (tooLong) return { line, broken: 'line_too_long', max_bytes: maxLineBytes };
    try {
      const text = decoder.decode(bytes).replace(/\r$/, '');
      return { line, text: line === 1 ? text.replace(/^\uFEFF/, '') : text };
    } catch {
      return { line, broken: 'not_utf8' };
    }
  };
  for await (const chunk of source) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      add(chunk.subarray(start, end));
      yield finish();
      start = end + 1;
    }
    if (start < chunk.length) add(chunk.subarray(start));
  }
  if (length > 0) yield finish();
}

/**
 * The fields of one CSV line, or undefined when its quotes do not match. A field never holds a line break:
 * with that allowed, one forgotten quote would swallow every row after it.
 */
export const splitCsvLine = (text: string): string[] | undefined => {
  if (!text.includes('"')) return text.split(',');
  try {
    return parse(text, { relax_column_count: true, record_delimiter: '\n' })[0];
  } catch {
    return undefined;
  }
};
