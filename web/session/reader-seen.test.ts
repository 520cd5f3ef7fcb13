import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AgentStatus, ReaderHealth } from '../../agent/protocol.ts';
import { onlyReader, readerSeen } from './reader-seen.ts';

const reader = (of: Partial<ReaderHealth>): ReaderHealth => ({
  name: 'reader',
  kind: 'chip',
  slot: null,
  way: 'pkcs11',
  state: 'empty',
  reads: 0,
  retries: 0,
  failures: 0,
  last_card: null,
  ...of,
});
const status = (...readers: ReaderHealth[]): AgentStatus => ({
  version: '1',
  workstation: 'w',
  machine: 'm',
  sam: 'absent',
  seen: 1,
  readers,
  advice: null,
});

test('a certificate is looked for where it can sign, a 健保卡 in its own slot (R012, R029)', () => {
  const nhi = status(
    reader({ kind: 'nhi', slot: 'citizen', way: 'pcsc' }),
    reader({ kind: 'nhi', slot: 'staff', state: 'card' }),
  );
  assert.equal(readerSeen(nhi, 'staff', 'nhi'), 'card');
  assert.equal(readerSeen(nhi, 'nhi', 'nhi'), 'empty');
  assert.equal(readerSeen(nhi, 'staff', 'chip'), 'none');
});

test('of several readers the one with a card counts; a busy reader is no empty one', () => {
  const busy = status(reader({}), reader({ state: 'busy' }));
  assert.equal(readerSeen(busy, 'staff', 'chip'), 'busy');
  const full = status(...busy.readers, reader({ state: 'card' }));
  assert.equal(readerSeen(full, 'staff', 'chip'), 'card');
  assert.equal(readerSeen(status(reader({ state: 'gone' })), 'staff', 'chip'), 'none');
});

test('the only kind of reader on the machine needs no choosing', () => {
  const both = status(reader({}), reader({ kind: 'nhi', slot: 'staff' }));
  assert.equal(onlyReader(status(reader({})), 'staff', ['nhi', 'chip']), 'chip');
  assert.equal(onlyReader(both, 'staff', ['nhi', 'chip']), undefined);
  assert.equal(onlyReader(status(), 'staff', ['nhi', 'chip']), undefined);
});
