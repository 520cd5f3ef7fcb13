/**
 * The first process in namespaces of its own (`pcsc.ts` starts it): runs pcscd with vpcd's two readers, plays
 * the cards in them and takes orders. When it ends, for whatever reason, the kernel ends all that is in here.
 * It ends when its standard input does, so that it cannot outlive who started it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Order, type ReaderState, takeOrders } from './steering.ts';
import { createSlot } from './virtual-card.ts';

/** In here /run is the kit's own run folder. */
const socketOfService = '/run/pcscd/pcscd.comm';
const firstPort = 0x8c7b;
const pcscd = '/usr/sbin/pcscd';
const readyWithinMs = 10_000;

const slots = [createSlot(firstPort), createSlot(firstPort + 1)] as const;
let service: ChildProcess | undefined;

const stopService = async (): Promise<void> => {
  const stopping = service;
  service = undefined;
  if (!stopping || stopping.exitCode !== null || stopping.signalCode !== null) return;
  stopping.kill('SIGKILL');
  await once(stopping, 'exit');
};

/** pcscd makes its socket when its readers are there. */
const startService = async (): Promise<void> => {
  if (service && service.exitCode === null && service.signalCode === null) return;
  for (const name of ['pcscd.comm', 'pcscd.pid']) rmSync(`/run/pcscd/${name}`, { force: true });
  service = spawn(pcscd, ['--foreground', '--error', '--config', '/run/readers'], {
    stdio: ['ignore', 2, 2],
    // No drivers for readers at the USB: those belong to the host's own pcscd.
    env: { PATH: process.env['PATH'], PCSCLITE_HP_DROPDIR: '/run/none' },
  });
  const until = Date.now() + readyWithinMs;
  while (!existsSync(socketOfService)) {
    if (service.exitCode !== null || Date.now() > until)
      throw new Error('pcscd did not start; run/pcscd.log in the folder of the cards says why.');
    await sleep(10);
  }
};

const stateOf = (): ReaderState => ({
  service: service !== undefined && service.exitCode === null && service.signalCode === null,
  inside: [slots[0].inside(), slots[1].inside()],
});

const obey = async (order: Order): Promise<ReaderState> => {
  switch (order.do) {
    case 'insert':
      await slots[order.reader].insert(order.image);
      break;
    case 'remove':
      slots[order.reader].remove(order.when);
      break;
    case 'service':
      await (order.on ? startService() : stopService());
      break;
    case 'state':
      break;
  }
  return stateOf();
};

process.stdin.resume();
process.stdin.once('end', () => process.exit(0));
process.once('SIGTERM', () => process.exit(0));
// Ctrl-C reaches the whole foreground group; who started this process ends it in its own time.
process.on('SIGINT', () => undefined);

await startService();
await takeOrders('/run/orders.sock', obey);
process.stdout.write('ready\n');
