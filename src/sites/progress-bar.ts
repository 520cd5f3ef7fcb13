import type { ImportProgress } from './import-sites.ts';
import { commandSentence, type Language } from './words.ts';

/** A terminal or a file, as `process.stderr`. */
export type Output = { write: (text: string) => unknown; isTTY?: boolean | undefined };

const width = 30;

/**
 * Shows how far an import has come: a bar that redraws itself on a terminal, elsewhere a line at each
 * quarter. `total` is the size of the source in bytes, 0 when it is not known (a pipe).
 */
export const createProgressBar = (
  output: Output,
  total: number,
  language: Language,
): { show: (progress: ImportProgress) => void; end: () => void } => {
  let shownQuarter = 0;
  const show = ({ bytes, lines }: ImportProgress): void => {
    const share = total > 0 ? Math.min(bytes / total, 1) : 0;
    const text = commandSentence('progress', language, {
      percent: total > 0 ? Math.floor(share * 100) : '–',
      lines: lines.toLocaleString('en'),
    });
    if (output.isTTY) {
      const done = Math.round(share * width);
      output.write(`\r[${'█'.repeat(done)}${'·'.repeat(width - done)}] ${text}`);
      return;
    }
    const quarter = Math.floor(share * 4);
    if (quarter <= shownQuarter) return;
    shownQuarter = quarter;
    output.write(`${text}\n`);
  };
  return { show, end: () => output.isTTY && output.write('\r\u001b[K') };
};
