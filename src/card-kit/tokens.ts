import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, globSync } from 'node:fs';
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TokenJob, TokenWork } from './token-process.ts';

/**
 * Cards with certificates are SoftHSM tokens, each a folder. A reader is a folder of tokens with a SoftHSM
 * configuration of its own; putting a card in moves the card's folder into the reader's.
 */
const tokenReaders = ['staff', 'chip'] as const;
/** The 醫事卡 slot of the 健保讀卡機, and a 晶片讀卡機. */
export type TokenReader = (typeof tokenReaders)[number];

const places = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib64/softhsm/libsofthsm2.so'];
export const findSoftHsm = (): string | undefined =>
  [...places, '/usr/lib64/pkcs11/libsofthsm2.so'].find((path) => existsSync(path));

/** OpenSC's module plays no part but for the cards that count wrong PINs. */
export const findOpenSc = (): string | undefined =>
  [...globSync('/usr/lib/*/opensc-pkcs11.so'), '/usr/lib64/opensc-pkcs11.so'].find((path) =>
    existsSync(path),
  );

/**
 * OpenSC as a well-behaved neighbour: it knows PIV cards only, looks into the 晶片讀卡機 only, and leaves the
 * card as it is for others.
 */
const openScConfig = `app default {
  card_drivers = PIV-II;
  disable_popups = true;
  ignored_readers = "Virtual PCD 00 00";
  reader_driver pcsc {
    disconnect_action = leave;
    transaction_end_action = leave;
    reconnect_action = leave;
    enable_pinpad = false;
  }
  framework pkcs15 {
    use_file_caching = no;
    use_pin_caching = false;
  }
}
app opensc-pkcs11 {
  pkcs11 {
    hide_empty_tokens = true;
  }
}
`;
export const openScConfigIn = (tokens: string): string => join(tokens, 'opensc.conf');

/** What is missing for cards with certificates, by name; a library without its native part is missing, too. */
const listMissingForTokens = (): string[] => {
  const library = (): boolean => {
    try {
      createRequire(import.meta.url)('graphene-pk11');
      return true;
    } catch {
      return false;
    }
  };
  return [
    ...(findSoftHsm() ? [] : ['softhsm2']),
    ...(library()
      ? []
      : ['pkcs11js (npm builds it with a C++ compiler: install g++, make and python3, then npm ci)']),
  ];
};

const folderOf = (tokens: string, where: TokenReader | 'cards'): string => join(tokens, where);
export const configOf = (tokens: string, where: TokenReader | 'cards'): string =>
  join(tokens, `${where}.conf`);

const prepare = async (tokens: string): Promise<void> => {
  for (const where of ['cards', ...tokenReaders] as const) {
    await mkdir(folderOf(tokens, where), { recursive: true, mode: 0o700 });
    const lines = [
      `directories.tokendir = ${folderOf(tokens, where)}`,
      'objectstore.backend = file',
      'log.level = ERROR',
      'slots.removable = true',
    ];
    await writeFile(configOf(tokens, where), `${lines.join('\n')}\n`, { mode: 0o600 });
  }
  await writeFile(openScConfigIn(tokens), openScConfig, { mode: 0o600 });
};

/** Makes the tokens in `tokens`, all of them outside the readers. */
export const makeTokens = async (tokens: string, jobs: readonly TokenJob[]): Promise<void> => {
  await prepare(tokens);
  const module = findSoftHsm();
  const missing = listMissingForTokens();
  if (module === undefined || missing.length > 0)
    throw new Error(`Cards with certificates need ${missing.join(', ')}: run "npm run setup" first.`);
  const child = spawn(process.execPath, [join(import.meta.dirname, 'token-process.ts')], {
    env: { ...process.env, SOFTHSM2_CONF: configOf(tokens, 'cards') },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  const work: TokenWork = {
    module,
    folder: folderOf(tokens, 'cards'),
    officerPin: String(randomInt(10 ** 11, 10 ** 12)),
    jobs: [...jobs],
  };
  child.stdin.end(JSON.stringify(work));
  const said = await text(child.stderr);
  const [code] = await ended;
  if (code !== 0) throw new Error(`SoftHSM made no tokens:\n${said}`);
};

/** The cards in a reader. */
export const cardsIn = async (tokens: string, reader: TokenReader): Promise<string[]> =>
  readdir(folderOf(tokens, reader)).catch(() => []);

/** Takes out whatever is in the reader. */
export const takeOut = async (tokens: string, reader: TokenReader): Promise<void> => {
  for (const name of await cardsIn(tokens, reader))
    await rename(join(folderOf(tokens, reader), name), join(folderOf(tokens, 'cards'), name));
};

/** Puts a card into the reader, from wherever it is; the one that was there comes out. */
export const putIn = async (tokens: string, reader: TokenReader, name: string): Promise<void> => {
  await takeOut(tokens, reader);
  for (const other of tokenReaders)
    if ((await cardsIn(tokens, other)).includes(name)) await takeOut(tokens, other);
  await rename(join(folderOf(tokens, 'cards'), name), join(folderOf(tokens, reader), name));
};
