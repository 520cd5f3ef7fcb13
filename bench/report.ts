import { availableParallelism, cpus, totalmem } from 'node:os';
import { median, percentile, rateOf, type Timed, together } from './load.ts';

export const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** On what the figures were taken; without it they say nothing. */
export const machineFacts = (postgres: string): string =>
  [
    `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'})`,
    `${Math.round(totalmem() / 2 ** 30)} GiB`,
    `Node ${process.versions.node}`,
    `PostgreSQL ${postgres}, every commit synced`,
  ].join(' · ');

const whole = (value: number): string => Math.round(value).toLocaleString('en');
const tenths = (value: number): string => value.toFixed(1);

/** One line of the table: requests, rate of the whole, median rate of the slices, p50, p99. */
export const phaseRow = ({ name, slices }: { name: string; slices: Timed<unknown>[] }): string[] => {
  const all = together(slices);
  return [
    name,
    whole(all.each_ms.length),
    whole(rateOf(all)),
    whole(median(slices.map(rateOf))),
    tenths(median(all.each_ms)),
    tenths(percentile(all.each_ms, 0.99)),
  ];
};

/** Columns under their heads; the first to the left, figures to the right. */
export const table = (heads: readonly string[], rows: readonly string[][]): string => {
  const widths = heads.map((head, n) => Math.max(head.length, ...rows.map((row) => row[n]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, n) => (n === 0 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0)))
      .join('  ');
  return [line(heads), ...rows.map(line)].join('\n');
};
