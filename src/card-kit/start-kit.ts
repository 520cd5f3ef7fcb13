import { rm } from 'node:fs/promises';
import { writeAgentConfig } from './agent-config.ts';
import { hasAgent, startAgent } from './agent-process.ts';
import { readAuthorities } from './authorities.ts';
import { insertCard, type Kit, listRevoked, pathsOf, readers, removeCard } from './kit.ts';
import { startVirtualReaders } from './pcsc.ts';
import { startRevocationService } from './revocation-service.ts';
import { giveOrder } from './steering.ts';

export type RunningKit = {
  /** settles with a sentence when a part of it has ended that nobody asked to end */
  broken: Promise<string>;
  /** ends every process of it and takes the cards out of their readers */
  stop: () => Promise<void>;
};

const refuseSecond = async (orders: string): Promise<void> => {
  const runs = await giveOrder(orders, { do: 'state' }).then(
    () => true,
    () => false,
  );
  if (runs) throw new Error('These cards run already: "evenhand cards list" shows them.');
  await rm(orders, { force: true });
};

/** Ends what was begun, last first, whatever became of one of them. */
const endAll = async (ends: (() => Promise<unknown>)[]): Promise<void> => {
  for (const end of ends.splice(0).reverse()) await end().catch(() => undefined);
};

/**
 * Starts everything that a counter PC with cards and the CAs have: readers, the revocation service, the agent.
 * The SAM is in its reader, every other reader is empty. Throws a sentence when a part cannot start; nothing
 * is left running then.
 */
export const startKit = async (
  kit: Kit,
  given: { origins: readonly string[]; agentPort: number },
): Promise<RunningKit> => {
  const { folder } = kit;
  const paths = pathsOf(folder);
  await refuseSecond(paths.orders);
  const ends: (() => Promise<unknown>)[] = [];
  const emptyReaders = async (): Promise<void> => {
    for (const reader of readers) await removeCard(kit, reader);
  };
  try {
    await emptyReaders();
    const authorities = await readAuthorities(folder);
    const listing = () => listRevoked(folder);
    const revocation = await startRevocationService({ port: kit.port, authorities, listRevoked: listing });
    ends.push(revocation.stop);
    const pcsc = await startVirtualReaders(paths.run);
    ends.push(pcsc.stop, emptyReaders);
    await insertCard(kit, 'sam');
    await writeAgentConfig(folder, { origins: given.origins, port: given.agentPort, counting: true });
    const agent = hasAgent()
      ? await startAgent(paths.agent, { PCSCLITE_CSOCK_NAME: pcsc.socket })
      : undefined;
    if (agent) ends.push(agent.stop);
    const broken = Promise.race([
      pcsc.gone.then(() => 'The virtual readers ended.'),
      ...(agent ? [agent.gone.then(() => 'The card agent ended.')] : []),
    ]);
    return { broken, stop: () => endAll(ends) };
  } catch (error) {
    await endAll(ends);
    throw error;
  }
};
