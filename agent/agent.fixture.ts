import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { atEnd } from '../test/at-end.ts';
import type { AgentStatus, Answer, Statement } from './protocol.ts';

/** An agent that really runs, in a process of its own. */
export type RunningAgent = {
  port: number;
  url: string;
  child: ChildProcess;
  /** what it said on standard output so far */
  lines: string[];
  /** asks as the allowed page */
  ask: (name: string, body?: object, headers?: Record<string, string>) => Promise<Answer>;
  /** asks as the agent's own window */
  own: (name: string, body: object) => Promise<Record<string, unknown>>;
  status: () => Promise<AgentStatus>;
  stop: () => Promise<void>;
};

export const portal = 'http://localhost:4690';
export const nonce = 'n0'.repeat(21).concat('_');

export const tempFolder = async (t: TestContext): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'agent-'));
  atEnd(t, () => rm(folder, { recursive: true, force: true }));
  return folder;
};

/** For what listens only later: below the ports that the system gives to outgoing connections meanwhile. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = randomInt(20_000, 28_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
};

const main = join(import.meta.dirname, 'main.ts');

const postJson = async (
  url: string,
  body: object,
  headers: Record<string, string>,
): Promise<Record<string, unknown>> => {
  const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
  const response = await fetch(url, { ...init, body: JSON.stringify(body) });
  return (await response.json()) as Record<string, unknown>;
};

/** Starts an agent on a folder whose config.json says `port`; it ends with the test. */
export const runAgent = async (
  t: TestContext,
  given: {
    folder: string;
    port: number;
    env?: Record<string, string>;
    /** a Node and the agent's file in place of the source on our own */
    program?: readonly [string, string];
  },
): Promise<RunningAgent> => {
  const { folder, port, env = {}, program = [process.execPath, main] } = given;
  const child = spawn(program[0], [program[1], '--folder', folder], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const lines: string[] = [];
  const begun = Promise.withResolvers<void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    begun.resolve();
  });
  const stop = async (): Promise<void> => {
    child.kill();
    await exited;
  };
  atEnd(t, stop);
  await Promise.race([
    begun.promise,
    exited.then(() => Promise.reject(new Error('the agent did not start'))),
  ]);
  const url = `http://127.0.0.1:${port}`;
  const ask: RunningAgent['ask'] = async (name, body = {}, headers = {}) =>
    (await postJson(`${url}/v1/${name}`, body, { origin: portal, ...headers })) as Answer;
  const status = async (): Promise<AgentStatus> => {
    const answer = await ask('status');
    if (!answer.ok || !('status' in answer)) throw new Error('the agent gave no status');
    return answer.status;
  };
  return {
    ...{ port, url, child, lines, ask, status, stop },
    own: (name, body) => postJson(`${url}/window/${name}`, body, { origin: url }),
  };
};

/** Starts an agent on a folder of its own with that configuration. */
export const startAgent = async (
  t: TestContext,
  config: object = {},
  env: Record<string, string> = {},
): Promise<RunningAgent & { folder: string }> => {
  const [folder, port] = [await tempFolder(t), await freePort()];
  await writeFile(join(folder, 'config.json'), JSON.stringify({ origins: [portal], port, ...config }));
  return { folder, ...(await runAgent(t, { folder, port, env })) };
};

/** The statement of an answer that has one. */
export const statementIn = (answer: Answer | Record<string, unknown>): Statement => {
  const { signed } = answer as { signed?: { statement: string } };
  if (!signed) throw new Error(`no statement in ${JSON.stringify(answer)}`);
  return JSON.parse(signed.statement) as Statement;
};

/** Asks again until the status is as wanted; the test's own time limit ends it otherwise. */
export const until = async (
  agent: RunningAgent,
  isSo: (status: AgentStatus) => boolean,
): Promise<AgentStatus> => {
  for (let seen = -1; ; ) {
    const answer = await agent.ask('wait', { seen });
    if (!answer.ok || !('status' in answer)) throw new Error(JSON.stringify(answer));
    if (isSo(answer.status)) return answer.status;
    seen = answer.status.seen;
  }
};
