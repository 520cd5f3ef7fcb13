import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { CardImage } from './card-commands.ts';
import { giveOrder, longestSocketPath, type Order, type ReaderIndex, type ReaderState } from './steering.ts';
import type { Leaving } from './virtual-card.ts';

/** pcscd with two virtual readers, shut off from the host's network and from the host's own pcscd. */
export type VirtualReaders = {
  /** for programs that use the readers: the value of PCSCLITE_CSOCK_NAME */
  socket: string;
  insert: (reader: ReaderIndex, image: CardImage) => Promise<ReaderState>;
  remove: (reader: ReaderIndex, when?: Leaving) => Promise<ReaderState>;
  /** kills pcscd, as a fault would, and starts it again; cards stay in their readers */
  killService: () => Promise<ReaderState>;
  startService: () => Promise<ReaderState>;
  state: () => Promise<ReaderState>;
  /** ends every process that this started; the folder stays */
  stop: () => Promise<void>;
  /** settles when the readers have gone, asked or not */
  gone: Promise<void>;
};

const driver = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so';
const readerConfig = `FRIENDLYNAME "Virtual PCD"
DEVICENAME   /dev/null:0x8C7B
LIBPATH      ${driver}
CHANNELID    0x8C7B
`;

/**
 * The first steps inside, as the namespaces' root: /run becomes the kit's folder, where pcscd puts its socket;
 * the network of the inside has a loopback and nothing else. vpcd sends each command in two pieces, and the
 * second waits for the first one's acknowledgement: quickack makes that 1 ms and not 44. Kernels without it
 * are slower, no more. $1 is the run folder, $2 and $3 are node and the program.
 */
const inside = `
set -e
mount --bind "$1" /run
ip link set lo up
ip route replace local 127.0.0.0/8 dev lo table local proto kernel scope host src 127.0.0.1 quickack 1 || true
ip route replace local 127.0.0.1 dev lo table local proto kernel scope host src 127.0.0.1 quickack 1 || true
exec "$2" "$3"
`;

const asUser = ['--user', '--map-root-user'];
const namespaces = ['--net', '--mount', '--pid', '--fork', '--kill-child'];

/** What of the system is missing for virtual readers, by name. */
export const listMissingForReaders = (): string[] => [
  ...(existsSync('/usr/sbin/pcscd') ? [] : ['pcscd']),
  ...(existsSync(driver) ? [] : ['vsmartcard-vpcd']),
  ...(spawnSync('unshare', ['--version']).error ? ['util-linux'] : []),
  ...(spawnSync('ip', ['-V']).error ? ['iproute2'] : []),
];

/** The words that open the namespaces here: any user where the system lets users have some, or root. */
const findWayIn = (): string[] => {
  const ways = [[...asUser, ...namespaces], ...(process.getuid?.() === 0 ? [namespaces] : [])];
  const way = ways.find((args) => spawnSync('unshare', [...args, 'true']).status === 0);
  if (way) return way;
  throw new Error(
    'The virtual readers need namespaces of their own, which this system does not let this user open: run as root, allow user namespaces (sysctl user.max_user_namespaces, kernel.apparmor_restrict_unprivileged_userns), or give the container the capability SYS_ADMIN.',
  );
};

const untilReady = async (child: ChildProcess): Promise<void> => {
  if (!child.stdout) return;
  for await (const line of createInterface({ input: child.stdout })) if (line === 'ready') return;
  throw new Error('The virtual readers did not start; run/pcscd.log in the folder of the cards says why.');
};

/** Starts the readers in `folder` (the kit's `run`); answers when programs can use them. */
export const startVirtualReaders = async (folder: string): Promise<VirtualReaders> => {
  const missing = listMissingForReaders();
  if (missing.length > 0)
    throw new Error(`Virtual readers need ${missing.join(', ')}: run "npm run setup" first.`);
  const run = resolve(folder);
  const orders = join(run, 'orders.sock');
  if (Buffer.byteLength(orders) > longestSocketPath - 10)
    throw new Error(
      `The path of the folder ${run} is too long for sockets: choose a shorter EVENHAND_CARDS.`,
    );
  await mkdir(join(run, 'pcscd'), { recursive: true, mode: 0o700 });
  await mkdir(join(run, 'readers'), { recursive: true });
  await mkdir(join(run, 'none'), { recursive: true });
  await rm(orders, { force: true });
  await writeFile(join(run, 'readers', 'vpcd'), readerConfig);
  const log = await open(join(run, 'pcscd.log'), 'a', 0o600);
  const program = join(import.meta.dirname, 'reader-process.ts');
  const child = spawn(
    'unshare',
    [...findWayIn(), 'sh', '-c', inside, 'inside', run, process.execPath, program],
    // A group of its own: Ctrl-C ends whoever started this, who then ends it in order.
    { stdio: ['pipe', 'pipe', log.fd], detached: true },
  );
  await log.close();
  const gone = once(child, 'exit').then(() => undefined);
  const stop = async (): Promise<void> => {
    child.stdin?.destroy();
    await gone;
    await rm(orders, { force: true });
  };
  await untilReady(child).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  const give = (order: Order): Promise<ReaderState> => giveOrder(orders, order);
  return {
    socket: join(run, 'pcscd', 'pcscd.comm'),
    insert: (reader, image) => give({ do: 'insert', reader, image }),
    remove: (reader, when = 'now') => give({ do: 'remove', reader, when }),
    killService: () => give({ do: 'service', on: false }),
    startService: () => give({ do: 'service', on: true }),
    state: () => give({ do: 'state' }),
    stop,
    gone,
  };
};
