#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Config, openConfig, watchOrigins } from './config.ts';
import { createGate } from './gate.ts';
import { createHealth } from './health.ts';
import { openKey } from './key.ts';
import { createOperations, moduleId } from './operations.ts';
import { openPcsc, type Pcsc } from './pcsc.ts';
import { openModule } from './pkcs11/module.ts';
import { localReaderId } from './read-citizen.ts';
import { openSam } from './sam.ts';
import { createAgentServer } from './server.ts';
import { openPages } from './window-pages.ts';

const isSource = import.meta.url.endsWith('.ts');
/** Of the package; a page that ships another one says so. */
const version = isSource
  ? 'source'
  : (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string })
      .version;
const help = `Evenhand card agent ${version}: reads cards for the portal, on this machine only.

  evenhand-agent --origin https://portal.example

  --origin URL   a site that may use it; may stand more than once; kept in config.json
  --folder PATH  where config.json and the workstation's key are
  --help         this text
`;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const usualFolder = (): string => {
  const { LOCALAPPDATA, XDG_CONFIG_HOME } = process.env;
  return join(LOCALAPPDATA ?? XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'evenhand-agent');
};

const childEntry = new URL(isSource ? './pkcs11/child.ts' : './pkcs11-child.mjs', import.meta.url);

/** While another program reads the cards for us, the readers are its own. */
const withoutReaders: Pcsc = {
  isUp: () => true,
  readers: () => [],
  read: async () => ({ ok: false, code: 'no_reader' }),
  isStuck: () => false,
};

const run = async (folder: string, config: Config): Promise<void> => {
  const key = openKey(folder);
  const health = createHealth(() => new Date().toISOString());
  const modules = config.modules.map((setting) => openModule(setting, childEntry, say));
  for (const [i, { name, kind, slot }] of config.modules.entries())
    health.put(moduleId(i), { name, kind, slot, way: 'pkcs11', state: 'empty' });
  const local = config.local_reader;
  if (local) {
    const { host } = new URL(local.url);
    health.put(localReaderId, {
      name: host,
      kind: local.kind,
      slot: null,
      way: 'local_reader',
      state: 'empty',
    });
  }
  const pcsc = local ? withoutReaders : await openPcsc(config, health);
  const sam = openSam(config.sam === null ? null : resolve(folder, config.sam));
  const parts = {
    version,
    config,
    health,
    pcsc,
    modules,
    key,
    sam,
    gate: createGate(),
    now: () => new Date(),
  };
  const { port, origins } = config;
  const allowed = watchOrigins(folder, config);
  const pages = openPages(new URL('./window/', import.meta.url));
  const server = createAgentServer({ operations: createOperations(parts), allowed, port, pages, log: say });
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
    for (const module of modules) module.stop();
    // A thread that waits for a card is waited for by exit, for as long as another program holds that card.
    if (pcsc.isStuck()) process.kill(process.pid, 'SIGKILL');
    process.exit();
  };
  server.once('error', (error: NodeJS.ErrnoException) => {
    process.stderr.write(`${whyNotListening(error, port)}\n`);
    process.exitCode = 1;
    stop();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  server.listen(port, '127.0.0.1', () => {
    say(
      `Evenhand card agent ${version} on http://127.0.0.1:${port} for ${origins.join(', ')}. Ctrl-C ends it.`,
    );
  });
};

/** One sentence; Windows keeps whole blocks of ports for itself. */
const whyNotListening = ({ code, message }: NodeJS.ErrnoException, port: number): string => {
  if (code === 'EADDRINUSE')
    return `Port ${port} of this machine is taken: a card agent runs already (and takes up new sites by itself), or another program has it.`;
  if (code === 'EACCES' && process.platform === 'win32')
    return `Windows keeps port ${port} for itself. As administrator, once: netsh int ipv4 add excludedportrange protocol=tcp startport=${port} numberofports=1`;
  return message;
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      folder: { type: 'string' },
      origin: { type: 'string', multiple: true },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return say(help.trimEnd());
  const folder = resolve(values.folder ?? usualFolder());
  await run(folder, openConfig(folder, values.origin ?? []));
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
