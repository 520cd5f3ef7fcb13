import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startAgent } from '../src/card-kit/agent-process.ts';
import { imageOf } from '../src/card-kit/kit.ts';
import { startVirtualReaders } from '../src/card-kit/pcsc.ts';
import { percentile } from './load.ts';
import { print } from './report.ts';

const reads = 300;
/** Not counted: the first reads meet code that is not compiled yet. */
const warmUp = 30;
const port = 28_471;
const origin = 'http://localhost:4690';
const nonce = 'A'.repeat(43);

const read = async (): Promise<number> => {
  const begun = performance.now();
  const response = await fetch(`http://127.0.0.1:${port}/v1/citizen`, {
    ...{ method: 'POST', body: JSON.stringify({ nonce }) },
    headers: { origin, 'content-type': 'application/json' },
  });
  const answer = (await response.json()) as { ok: boolean; code?: string };
  if (!answer.ok) throw new Error(`a read was answered with ${answer.code}`);
  return performance.now() - begun;
};

/**
 * How long the agent takes to read a 健保卡 for 資格審核, from request to signed answer, through the real pcscd
 * and a virtual card that answers at once. A real card adds its own 0.1 to 0.5 s.
 */
export const cardRead = async (): Promise<number> => {
  const folder = await mkdtemp(join(tmpdir(), 'evenhand-read-'));
  const readers = await startVirtualReaders(join(folder, 'run'));
  await writeFile(join(folder, 'config.json'), JSON.stringify({ origins: [origin], port }));
  const agent = await startAgent(folder, { PCSCLITE_CSOCK_NAME: readers.socket });
  try {
    await readers.insert(0, imageOf('nhi-adult'));
    await sleep(1_000);
    const times: number[] = [];
    for (let n = 0; n < warmUp + reads; n++) {
      const ms = await read();
      if (n >= warmUp) times.push(ms);
      // The agent lets in 30 requests a second.
      await sleep(35);
    }
    const at = (part: number): string => percentile(times, part).toFixed(1);
    print(`${reads} reads of one card: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms`);
    return 0;
  } finally {
    await agent.stop();
    await readers.stop();
    await rm(folder, { recursive: true, force: true });
  }
};
