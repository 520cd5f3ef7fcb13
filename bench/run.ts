import { parseArgs } from 'node:util';
import { cardRead } from './card-read.ts';
import { certificates } from './certificates.ts';
import { latency } from './latency.ts';
import { interrupt } from './load.ts';
import { print } from './report.ts';
import { smoke } from './smoke.ts';
import { unifiedGrant } from './unified-grant.ts';

const usage = `npm run bench -- smoke     10,000 sales at two server processes beside a bare echo, then verify
npm run bench -- latency   one clerk: how long a check and a sale take
npm run bench -- unified-grant   統一授權 to 6,500 institutions and 20,000 persons
npm run bench -- card-read   how long the agent takes to read a card through a virtual reader
npm run bench -- certificates   judging a card's signature; reading the CRL of a whole country

  --concurrency N   requests in flight (smoke; 64)
  --profile FOLDER  write a CPU profile of the first server process there (smoke)`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { concurrency: { type: 'string', default: '64' }, profile: { type: 'string' } },
});

const run = async (): Promise<number> => {
  const concurrency = Number(values.concurrency);
  if (positionals[0] === 'smoke' && Number.isInteger(concurrency) && concurrency > 0)
    return smoke({ concurrency, profile: values.profile });
  if (positionals[0] === 'latency') return latency();
  if (positionals[0] === 'unified-grant') return unifiedGrant();
  if (positionals[0] === 'card-read') return cardRead();
  if (positionals[0] === 'certificates') return certificates();
  print(usage);
  return 2;
};

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupt);
try {
  process.exitCode = await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
