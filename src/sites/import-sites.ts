import type { Db } from '../../db/tables.ts';
import { insertAudit } from '../audit/index.ts';
import { nowAt } from '../platform/clock.ts';
import { hasError, type SiteProblem } from './problems.ts';
import { asSite, lockSiteLists, type Site, upsertSites } from './queries.ts';
import { readSites } from './read-sites.ts';

/** Rows per statement. */
const batchSize = 1_000;

export type ImportProgress = { bytes: number; lines: number };

export type ImportResult = {
  created: number;
  updated: number;
  /** known already, just as the list says */
  unchanged: number;
  /** lines that were not taken */
  rejected: number;
  warnings: number;
  problems: SiteProblem[];
};

export type ImportOptions = {
  /** the bytes of a list as `readSites` takes it */
  source: AsyncIterable<Uint8Array>;
  now: Date;
  /** count and report, change nothing */
  dryRun?: boolean;
  /** a list names sellers, so its sites are allotted by their kind; `false` leaves that as it is */
  allotted?: boolean;
  /** after each thousand sites */
  onProgress?: (progress: ImportProgress) => void;
};

/**
 * Takes over a list of sites in one transaction: good rows are stored, bad ones come back with line, column
 * and reason. A second import updates; sites that are missing from the list stay. A dry run does the same
 * work and rolls it back, so its counts are those of the real one. Throws when the source or the database
 * fails; then nothing has changed.
 */
export const importSites = async (db: Db, options: ImportOptions): Promise<ImportResult> => {
  const tx = await db.startTransaction().execute();
  let result: ImportResult;
  try {
    await lockSiteLists(tx);
    result = await storeList(tx, options);
    const { problems: _rows, ...detail } = result;
    await insertAudit(tx, [{ now: nowAt(options.now), act: 'site:import', outcome: 'done', detail }]);
  } catch (error) {
    await tx.rollback().execute();
    throw error;
  }
  await (options.dryRun ? tx.rollback() : tx.commit()).execute();
  return result;
};

const storeList = async (tx: Db, options: ImportOptions): Promise<ImportResult> => {
  const { source, now, allotted = true, onProgress } = options;
  const counts = { created: 0, updated: 0, unchanged: 0, rejected: 0, warnings: 0 };
  const problems: SiteProblem[] = [];
  const progress: ImportProgress = { bytes: 0, lines: 0 };
  let batch: Site[] = [];
  const store = async (): Promise<void> => {
    const { created, updated } = await upsertSites(tx, batch, now);
    counts.created += created;
    counts.updated += updated;
    counts.unchanged += batch.length - created - updated;
    batch = [];
    onProgress?.({ ...progress });
  };
  for await (const reading of readSites(countBytes(source, progress))) {
    progress.lines = reading.line;
    problems.push(...reading.problems);
    counts.warnings += reading.problems.filter((each) => each.severity === 'warning').length;
    if (reading.line > 1 && hasError(reading.problems)) counts.rejected += 1;
    if (reading.site) batch.push(asSite(reading.site, allotted));
    if (batch.length === batchSize) await store();
  }
  await store();
  return { ...counts, problems };
};

async function* countBytes(
  source: AsyncIterable<Uint8Array>,
  progress: ImportProgress,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    progress.bytes += chunk.length;
    yield chunk;
  }
}
