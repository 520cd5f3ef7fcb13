import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathsOf } from './kit.ts';
import { configOf, findOpenSc, findSoftHsm, openScConfigIn } from './tokens.ts';

/** What the agent of a counter PC with the kit's readers is told: its config.json. */
type AgentConfig = { origins: string[] } & Record<string, unknown>;

const chipReader = 'Virtual PCD 00 01';

const originsOf = async (file: string): Promise<string[]> => {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  return (JSON.parse(text) as Partial<AgentConfig>).origins ?? [];
};

/**
 * Writes the agent's configuration: the kit's readers, and the given origins beside those that were there.
 * `counting`: OpenSC's module, too, for the cards that count wrong PINs.
 */
export const writeAgentConfig = async (
  folder: string,
  given: { origins: readonly string[]; port: number; counting?: boolean },
): Promise<void> => {
  const { agent, tokens, sam } = pathsOf(folder);
  const file = join(agent, 'config.json');
  await mkdir(agent, { recursive: true, mode: 0o700 });
  const path = findSoftHsm();
  const openSc = given.counting ? findOpenSc() : undefined;
  const moduleFor = (reader: 'staff' | 'chip') => ({
    path,
    env: { SOFTHSM2_CONF: configOf(tokens, reader) },
  });
  const openScModule = {
    ...{ path: openSc, env: { OPENSC_CONF: openScConfigIn(tokens) } },
    reader: chipReader,
  };
  const config: AgentConfig = {
    origins: [...new Set([...(await originsOf(file)), ...given.origins])],
    readers: [
      { name: 'Virtual PCD 00 00', kind: 'nhi', slot: 'citizen' },
      { name: chipReader, kind: 'chip', slot: null },
    ],
    modules: [
      { name: '健保讀卡機 醫事卡', ...moduleFor('staff'), kind: 'nhi', slot: 'staff' },
      { name: '晶片讀卡機', ...moduleFor('chip'), kind: 'chip', slot: null },
      ...(openSc ? [{ name: '晶片讀卡機 PIV', ...openScModule, kind: 'chip', slot: null }] : []),
    ],
    local_reader: null,
    sam,
    port: given.port,
  };
  await writeFile(file, `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600 });
};
