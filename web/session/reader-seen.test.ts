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
const card = (kind: 'staff' | 'unknown') => ({ state: 'card' as const, last_card: { kind, at: '' } });

test('a certificate is looked for where it can sign, a 健保卡 in its own slot (R012, R029)', () => {
  const nhi = status(
    reader({ kind: 'nhi', slot: 'citizen', way: 'pcsc', state: 'card' }),
    reader({ kind: 'nhi', slot: 'staff', ...card('staff') }),
  );
  assert.deepEqual(readerSeen(nhi, 'staff', 'nhi'), { state: 'card', kind: 'staff' });
  assert.deepEqual(readerSeen(nhi, 'nhi', 'nhi'), { state: 'card', kind: undefined });
  assert.deepEqual(readerSeen(nhi, 'staff', 'chip'), { state: 'none' });
});

test('a card of no known kind is a card; a busy reader is no empty one', () => {
  assert.deepEqual(readerSeen(status(reader(card('unknown'))), 'staff', 'chip'), {
    state: 'card',
    kind: undefined,
  });
  assert.deepEqual(readerSeen(status(reader({}), reader({ state: 'busy' })), 'staff', 'chip'), {
    state: 'busy',
  });
  assert.deepEqual(readerSeen(status(reader({ state: 'gone' })), 'staff', 'chip'), { state: 'none' });
});

test('the only kind of reader on the machine needs no choosing', () => {
  const both = status(reader({}), reader({ kind: 'nhi', slot: 'staff' }));
  assert.equal(onlyReader(status(reader({})), 'staff', ['nhi', 'chip']), 'chip');
  assert.equal(onlyReader(both, 'staff', ['nhi', 'chip']), undefined);
  assert.equal(onlyReader(status(), 'staff', ['nhi', 'chip']), undefined);
});
