import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { agentAddress } from '../../agent/protocol.ts';
import { insertCard, type Kit, type Reader } from '../../src/card-kit/kit.ts';
import { makeKit } from '../../src/card-kit/make-kit.ts';
import { type RunningKit, startKit } from '../../src/card-kit/start-kit.ts';

const root = resolve(import.meta.dirname, '../..');
const startLimitMs = 120_000;
/** Where the certificates of the cards say that OCSP and CRLs are. */
const revocationPort = 28481;

/** A serving Evenhand of its own on a temporary folder. */
export type Program = {
  address: string;
  passwordOf: (account: string) => string;
  /** Sets the server's time of day in Taipei, as `16:26:00`; it runs on from there. */
  setTime: (time: string) => void;
  /** Starts readers and agent of a counter PC: from here on pages find the component. */
  startCards: () => Promise<void>;
  /** Puts a card of the kit into a reader, the 晶片讀卡機 unless told. */
  insert: (card: string, reader?: Reader) => Promise<void>;
  /** Ends the server with its database, and the cards, and removes the folder. */
  stop: () => Promise<void>;
};

/** Starts `evenhand serve --today DAY` as a newcomer would, and waits until it says its address. */
export const startProgram = async (day: string): Promise<Program> => {
  const folder = mkdtempSync(join(tmpdir(), 'evenhand-manual-'));
  // Under root the database runs as another account, which must be able to pass through.
  chmodSync(folder, 0o755);
  const clockFile = join(folder, 'clock');
  writeFileSync(clockFile, '0');
  const { kit } = await makeKit({ folder: join(folder, 'cards'), port: revocationPort });
  const startedOn = Temporal.Now.plainDateISO('Asia/Taipei');
  const child = spawn(
    process.execPath,
    ['--import', join(import.meta.dirname, 'clock.ts'), 'src/main.ts', 'serve', '--today', day],
    {
      cwd: root,
      env: { ...environment(), EVENHAND_VAR: folder, PORT: '0', OPS_PORT: '0', MANUAL_CLOCK: clockFile },
      stdio: ['ignore', 'pipe', 'inherit'],
      // A group of its own: Ctrl-C reaches us first, and we end it in order.
      detached: true,
    },
  );
  let running: RunningKit | undefined;
  const stop = async (): Promise<void> => {
    await running?.stop();
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const address = await addressOf(child);
    const logIns = JSON.parse(readFileSync(join(folder, 'secrets/demo-log-ins.json'), 'utf8')) as {
      account: string;
      password: string;
    }[];
    return {
      address,
      passwordOf: (account) => logIns.find((each) => each.account === account)?.password ?? '',
      setTime: (time) => {
        const wanted = startedOn.toZonedDateTime({ timeZone: 'Asia/Taipei', plainTime: time });
        writeFileSync(clockFile, String(wanted.epochMilliseconds - Date.now()));
      },
      startCards: async () => {
        running = await startCards(kit, address);
      },
      insert: async (card, reader = 'chip') => void (await insertCard(kit, card, reader)),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};

const startCards = (kit: Kit, address: string): Promise<RunningKit> =>
  startKit(kit, { origins: [address], agentPort: Number(new URL(agentAddress).port) });

/** Ours without what would lead the server to another database or another way of working. */
const environment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(DATABASE_|EVENHAND_|LOG_|HOST$|NODE_ENV$)/.test(name)),
  );

const addressOf = async (child: ChildProcess): Promise<string> => {
  const { promise, resolve: found, reject } = Promise.withResolvers<string>();
  let said = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    const address = /http:\/\/localhost:\d+(?=\s)/.exec(said)?.[0];
    if (address) found(address);
  });
  child.once('error', reject);
  child.once('exit', (code) => reject(new Error(`The server ended with ${code} before it was ready.`)));
  const timer = setTimeout(() => reject(new Error(`The server said no address:\n${said}`)), startLimitMs);
  return promise.finally(() => clearTimeout(timer));
};
