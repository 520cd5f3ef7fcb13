import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The right to run the database of a place. `announce` tells a second start where the first one answers. */
export type Lock = { announce(address: string): void; release(): void };

const SQLITE_BUSY = 5;

/**
 * Takes the one right to run the database in `place`, or throws a sentence naming who has it.
 *
 * The lock is one of the operating system's on the file evenhand.lock, which disappears with its process
 * however that ends; a process number in a file would have to be guessed about after a kill -9 or a reboot.
 * Node offers such locks only through its SQLite. evenhand.pid beside it is for people and for the sentence.
 */
export function takeLock(place: string): Lock {
  const notes = join(place, 'evenhand.pid');
  const held = openExclusively(place, notes);
  writeFileSync(notes, `${process.pid}\n`);
  return {
    announce: (address) => writeFileSync(notes, `${process.pid}\n${address}\n`),
    release: () => {
      rmSync(notes, { force: true });
      held.close();
    },
  };
}

function openExclusively(place: string, notes: string): DatabaseSync {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(join(place, 'evenhand.lock'), { timeout: 0 });
    lock.exec('begin exclusive');
    return lock;
  } catch (error) {
    lock?.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) {
      throw new Error(`Evenhand is already running on the data in ${place}${readHolder(notes)}.`);
    }
    throw new Error(
      `The files in ${place} belong to another account: start Evenhand as that account, ` +
        'or set EVENHAND_VAR to another folder.',
      { cause: error },
    );
  }
}

function readHolder(notes: string): string {
  try {
    const [pid, address] = readFileSync(notes, 'utf8').split('\n');
    return address ? `: open ${address} (process ${pid})` : ` (process ${pid})`;
  } catch {
    return '';
  }
}
