import { parseArgs } from 'node:util';
import { agentPort } from '../../agent/protocol.ts';
import { isReader, listOfCards, welcomeToCards } from '../card-kit/describe.ts';
import { cardsInside, insertCard, openKit, readers, removeCard } from '../card-kit/kit.ts';
import { makeKit } from '../card-kit/make-kit.ts';
import { startKit } from '../card-kit/start-kit.ts';
import type { Config } from '../platform/config.ts';
import { type Command, print, printError } from './command.ts';

/** Where the certificates of the kit say that OCSP and CRLs are. */
const usualPort = 28480;
const usualOrigins = ['http://localhost:4690', 'http://127.0.0.1:4690'];

type Values = { again?: boolean; origin?: string[]; reader?: string };

const make = async (folder: string, again = false): Promise<number> => {
  const { kit, isNew } = await makeKit({ folder, port: usualPort, again });
  print(`${isNew ? 'Made' : 'There already:'} ${kit.cards.length} cards in ${folder}.`);
  if (isNew) print('A server that runs believes them once it is started again.');
  return 0;
};

const untilSignal = (): Promise<undefined> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => resolve(undefined));
  });

const start = async (folder: string, origins: readonly string[]): Promise<number> => {
  const stopped = untilSignal();
  const { kit, isNew } = await makeKit({ folder, port: usualPort });
  const running = await startKit(kit, { origins, agentPort });
  print(welcomeToCards(kit, { origin: origins[0] ?? '', isNew }));
  const why = await Promise.race([stopped, running.broken]);
  await running.stop();
  if (why !== undefined) printError(why);
  return why === undefined ? 0 : 1;
};

const insert = async (folder: string, name: string, reader: string | undefined): Promise<number> => {
  if (reader !== undefined && !isReader(reader)) return unknownReader(reader);
  const kit = await openKit(folder);
  const to = await insertCard(kit, name, reader);
  print(`${name} is in the reader ${to}.`);
  return 0;
};

const remove = async (folder: string, reader: string | undefined): Promise<number> => {
  if (reader !== undefined && !isReader(reader)) return unknownReader(reader);
  const kit = await openKit(folder);
  for (const each of reader === undefined ? readers.filter((one) => one !== 'sam') : [reader])
    await removeCard(kit, each);
  print(reader === undefined ? 'The readers are empty.' : `The reader ${reader} is empty.`);
  return 0;
};

const unknownReader = (reader: string): number => {
  printError(`No reader is called "${reader}": there are ${readers.join(', ')}.`);
  return 2;
};

const list = async (folder: string): Promise<number> => {
  const kit = await openKit(folder);
  print(listOfCards(kit, await cardsInside(kit)));
  return 0;
};

/** What was asked for; undefined: nothing that there is. */
const obey = (
  { cardsFolder: folder }: Config,
  [what = 'start', name, ...more]: string[],
  { again, origin, reader }: Values,
): Promise<number> | undefined => {
  if (more.length > 0) return undefined;
  if (what === 'insert' && name !== undefined) return insert(folder, name, reader);
  if (what === 'remove') return remove(folder, name);
  if (name !== undefined) return undefined;
  if (what === 'make') return make(folder, again);
  if (what === 'start') return start(folder, origin ?? usualOrigins);
  if (what === 'list') return list(folder);
  return undefined;
};

export const cardsCommand: Command = {
  name: 'cards',
  summary: 'virtual cards and readers, to try and test what cards do without any hardware',
  usage: `evenhand cards [start] [--origin http://localhost:4690]
evenhand cards make [--again]
evenhand cards list
evenhand cards insert NAME [--reader ${readers.join('|')}]
evenhand cards remove [READER]

  start    make the cards if need be; run their readers, the services of their CAs and a card agent; Ctrl-C ends
  make     make hierarchy and cards alone; --again makes them anew, with other keys
  list     the cards and their PINs, and which is in which reader
  insert   put a card into its reader; remove takes it out again

  --origin        a portal that the agent serves; may stand more than once
  EVENHAND_CARDS  folder of the cards; \${EVENHAND_VAR}/cards by default

  The readers need Linux with pcscd, vpcd and SoftHSM ("npm run setup"). Nothing of it is for production.`,
  run: async (args, config) => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        again: { type: 'boolean' },
        origin: { type: 'string', multiple: true },
        reader: { type: 'string' },
      },
    });
    if (config.production) {
      printError('Virtual cards have no place in production.');
      return 1;
    }
    const done = obey(config, positionals, values);
    if (done) return done;
    printError(cardsCommand.usage);
    return 2;
  },
};
