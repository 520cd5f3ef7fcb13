import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { TestContext } from 'node:test';
import { freePort } from '../../agent/agent.fixture.ts';
import { writeAgentConfig } from '../../src/card-kit/agent-config.ts';
import { type RunningAgent, startAgent } from '../../src/card-kit/agent-process.ts';
import { readAuthorities } from '../../src/card-kit/authorities.ts';
import {
  cardsInside,
  getCard,
  insertCard,
  type Kit,
  type KitCard,
  listRevoked,
  pathsOf,
  type Reader,
  removeCard,
} from '../../src/card-kit/kit.ts';
import { makeKit } from '../../src/card-kit/make-kit.ts';
import { startVirtualReaders, type VirtualReaders } from '../../src/card-kit/pcsc.ts';
import { type RevocationService, startRevocationService } from '../../src/card-kit/revocation-service.ts';
import type { Leaving } from '../../src/card-kit/virtual-card.ts';
import { atEnd } from '../at-end.ts';

/** Virtual cards, readers and the CAs' services for one test. */
export type CardRig = {
  kit: Kit;
  /** for EVENHAND_CARD_TRUST: what a server pins */
  trust: string;
  /** the folder of an agent that has these readers: config.json is there, the key comes by itself */
  agentFolder: string;
  /** for whoever uses the PC/SC readers: the environment by which they are found */
  env: Record<string, string>;
  /** undefined when the test asked for no PC/SC readers */
  pcsc: VirtualReaders | undefined;
  /** where the agent listens, or would */
  agentPort: number;
  /** starts the agent on its folder; it ends with the test */
  startAgent: () => Promise<RunningAgent>;
  revocation: RevocationService;
  /** by a name of src/card-kit/card-list.ts, into its usual reader when none is named */
  insert: (name: string, reader?: Reader) => Promise<Reader>;
  remove: (reader: Reader, when?: Leaving) => Promise<void>;
  inside: () => Promise<Record<Reader, string | null>>;
  card: (name: string) => KitCard;
  /** the line of the CA's books that revokes a certificate; `serial` in hexadecimal */
  revoke: (authority: 'hca-1' | 'hca-2' | 'moica' | 'gca' | 'sam', serial: string) => Promise<void>;
};

/** Under `test/run.ts`, whose folder goes when the run ends, keys are made once; alone each file makes its own. */
export const keyFile = (): { keyFile: string } | undefined =>
  basename(tmpdir()).startsWith('evenhand-tests-')
    ? { keyFile: join(tmpdir(), 'card-keys.json') }
    : undefined;

/**
 * A kit of its own for a test: hierarchy, cards, the revocation service on a free port and, unless `pcsc` is
 * false, pcscd with two virtual readers. Everything ends with the test. `origin` is the server that the agent
 * may serve; `agentPort` where it listens (28470 for pages in a browser). `counting`: the agent gets
 * OpenSC's module, too, for `citizen-three-tries` and `citizen-locked`.
 */
export const startCards = async (
  t: TestContext,
  given: { origin: string; agentPort?: number; pcsc?: boolean; counting?: boolean },
): Promise<CardRig> => {
  const folder = await mkdtemp(join(tmpdir(), 'cards-'));
  atEnd(t, () => rm(folder, { recursive: true, force: true }));
  const { kit } = await makeKit({ folder, port: await freePort(), ...keyFile() });
  const paths = pathsOf(folder);
  const revocation = await startRevocationService({
    port: kit.port,
    authorities: await readAuthorities(folder),
    listRevoked: () => listRevoked(folder),
  });
  atEnd(t, () => revocation.stop());
  const pcsc = given.pcsc === false ? undefined : await startVirtualReaders(paths.run);
  if (pcsc) atEnd(t, () => pcsc.stop());
  const agents: RunningAgent[] = [];
  // Not as each of them starts: until the pages are closed they have their agent.
  atEnd(t, () => Promise.all(agents.map((agent) => agent.stop())));
  const agentPort = given.agentPort ?? (await freePort());
  await writeAgentConfig(folder, {
    ...{ origins: [given.origin], port: agentPort },
    counting: given.counting ?? false,
  });
  const env = pcsc ? { PCSCLITE_CSOCK_NAME: pcsc.socket } : {};
  return {
    ...{ kit, pcsc, revocation, trust: paths.trust, agentFolder: paths.agent },
    ...{ env, agentPort },
    startAgent: async () => {
      const agent = await startAgent(paths.agent, env);
      agents.push(agent);
      return agent;
    },
    insert: (name, reader) => insertCard(kit, name, reader),
    remove: (reader, when) => removeCard(kit, reader, when),
    inside: () => cardsInside(kit),
    card: (name) => getCard(kit, name),
    revoke: async (authority, serial) => {
      const lines = JSON.parse(await readFile(paths.revoked, 'utf8')) as unknown[];
      const line = { authority, serial, at: new Date(Date.now() - 60_000).toISOString() };
      await writeFile(paths.revoked, JSON.stringify([...lines, line]));
    },
  };
};
