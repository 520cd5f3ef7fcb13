import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AgentStatus, ReaderHealth } from '../../agent/protocol.ts';
import { type AgentSeen, type FollowPorts, followAgent, pauseAfter } from '../agent/follow.ts';
import { changeOfCards, type Reader, wordOfReader } from './reader.ts';

const reader = (state: ReaderHealth['state'], more: Partial<ReaderHealth> = {}): ReaderHealth => ({
  name: 'a',
  kind: 'nhi',
  slot: 'citizen',
  way: 'pcsc',
  state,
  reads: 0,
  retries: 0,
  failures: 0,
  last_card: null,
  ...more,
});
const status = (readers: ReaderHealth[], more: Partial<AgentStatus> = {}): AgentStatus => ({
  ...{ version: '1', workstation: 'w', machine: 'm', sam: 'absent', seen: 1, advice: null },
  readers,
  ...more,
});

describe('cards put in and taken out', () => {
  const change = (before: ReaderHealth[] | undefined, now: ReaderHealth[]) =>
    changeOfCards(before && status(before), status(now));

  test('from empty to a card is put in, also while another program has it; no card left is taken out', () => {
    assert.equal(change([reader('empty')], [reader('card')]), 'inserted');
    assert.equal(change([reader('empty')], [reader('busy')]), 'inserted');
    assert.equal(change([reader('card')], [reader('empty')]), 'taken');
    assert.equal(change([reader('busy')], [reader('card')]), undefined);
    const other = reader('card', { name: 'b' });
    assert.equal(change([reader('empty'), other], [reader('card'), other]), 'inserted');
  });

  test('one that lay there at the first look, or came with its reader, was not put in for us', () => {
    assert.equal(change(undefined, [reader('card')]), undefined);
    assert.equal(change([], [reader('card')]), undefined);
    assert.equal(change([reader('gone')], [reader('card')]), undefined);
  });

  test('cards of the staff are none of ours', () => {
    for (const more of [{ slot: 'staff' }, { way: 'pkcs11', slot: null }] as const)
      assert.equal(change([reader('empty', more)], [reader('card', more)]), 'taken');
  });
});

test('the reader in a word', () => {
  const there = (readers: ReaderHealth[], advice: AgentStatus['advice'] = null): Reader => ({
    state: 'there',
    status: status(readers, { advice }),
  });
  assert.equal(wordOfReader(there([reader('card')])), 'card');
  assert.equal(wordOfReader(there([reader('empty')], { code: 'no_card', message: '' })), 'empty');
  assert.equal(wordOfReader(there([reader('gone')])), 'no_reader');
  assert.equal(wordOfReader(there([], { code: 'no_service', message: '' })), 'trouble');
  assert.equal(wordOfReader({ state: 'closed', message: '' }), 'trouble');
});

describe('following the agent', () => {
  /** Gives the replies in turn and leaves the screen after the last one. */
  type Reply = Awaited<ReturnType<FollowPorts['ask']>>;
  const follow = async (replies: Reply[], wokenAfter = 0) => {
    const leaving = new AbortController();
    const asked: string[] = [];
    const pauses: number[] = [];
    const told: AgentSeen['state'][] = [];
    const ask: FollowPorts['ask'] = async (what) => {
      asked.push(what.ask === 'wait' ? `wait ${what.seen}` : what.ask);
      const reply = replies.shift();
      if (!reply) leaving.abort();
      return reply ?? { ok: false, code: 'not_installed' };
    };
    const pause = async (ms: number): Promise<'over' | 'woken'> =>
      pauses.push(ms) === wokenAfter ? 'woken' : 'over';
    await followAgent({ ask, pause, tell: ({ state }) => told.push(state) }, leaving.signal);
    return { asked, pauses, told };
  };
  const seen = (count: number): Reply => ({ ok: true, status: status([], { seen: count }) });
  const absent: Reply = { ok: false, code: 'not_installed' };

  test('asks once, then waits for what is new', async () => {
    const { asked, pauses } = await follow([seen(3), seen(4)]);
    assert.deepEqual(asked, ['status', 'wait 3', 'wait 4']);
    assert.deepEqual(pauses, []);
  });

  test('nobody there: ever longer pauses, up to a minute; never a storm of answers that are not new', async () => {
    assert.deepEqual((await follow([absent, absent, absent])).pauses, [2_000, 4_000, 8_000]);
    assert.equal(pauseAfter(500), 60_000);
    const again = await follow([absent, absent, absent, absent, absent], 3);
    assert.deepEqual(again.pauses, [2_000, 4_000, 8_000, 2_000, 4_000], 'whoever asks for it begins anew');
    assert.deepEqual((await follow([seen(3), seen(3), seen(3)])).pauses, [500, 500]);
  });

  test('one that was there is asked once more before it is away', async () => {
    const { asked, pauses, told } = await follow([absent, seen(3), absent, absent, seen(4), absent, seen(5)]);
    assert.deepEqual(asked.slice(0, 5), ['status', 'status', 'wait 3', 'status', 'status']);
    assert.deepEqual(pauses, [2_000, 1_000, 2_000, 1_000]);
    assert.deepEqual(told, ['away', 'there', 'away', 'there', 'there']);
  });
});
