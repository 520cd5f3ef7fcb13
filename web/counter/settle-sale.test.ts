import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { SaleDone } from '../../src/rationing/contract.ts';
import type { Problem, Reply } from '../api.ts';
import type { PendingSale } from './pending.ts';
import { pauseAfter, settleSale } from './settle-sale.ts';

const sale: PendingSale = {
  request_id: 'r1',
  approval: 'sealed',
  quantities: { adult_mask: 2 },
  by_proxy: false,
  site_code: '5931102274',
  clerk: 'demo',
};
const answered: Reply<SaleDone> = {
  kind: 'answered',
  status: 201,
  value: {
    outcome: 'sold',
    sale: {
      request_id: 'r1',
      sold_at: '2020-02-04T16:26:00+08:00',
      quantities: { adult_mask: 2 },
      price_twd: 10,
      covered_number: 'F100****24',
      voided: false,
    },
    recent: [],
    stock: {},
  },
};
const problem = (code: string, params?: Problem['params']): Problem => ({
  code,
  message: code,
  request_id: 'q',
  ...(params && { params }),
});
const refused = (status: number, code: string): Reply<SaleDone> => ({
  kind: 'refused',
  status,
  problem: problem(code),
});
const lost: Reply<SaleDone> = { kind: 'unknown', doubt: 'time_out' };

/** Plays the replies in order and notes what happened. */
const play = async (replies: Reply<SaleDone>[], abortAfter = Number.POSITIVE_INFINITY) => {
  const events: string[] = [];
  const abort = new AbortController();
  const settled = await settleSale(
    sale,
    {
      send: async () => {
        events.push('send');
        if (events.filter((each) => each === 'send').length >= abortAfter) abort.abort();
        return replies.shift() ?? lost;
      },
      wait: async (ms) => void events.push(`wait ${ms}`),
      pending: { keep: async () => void events.push('keep'), drop: async () => void events.push('drop') },
      onDoubt: () => events.push('doubt'),
    },
    abort.signal,
  );
  return { events, settled };
};

describe('a sale is asked about until it is answered', () => {
  test('kept before it is sent, dropped when it is answered', async () => {
    const { events, settled } = await play([answered]);
    assert.deepEqual(events, ['keep', 'send', 'drop']);
    assert.equal(settled.kind, 'sold');
  });

  test('a lost answer, a fault and a busy server are asked again with the same request', async () => {
    const { events, settled } = await play([
      lost,
      { kind: 'unknown', doubt: 'fault', problem: problem('too_busy') },
      refused(429, 'try_later'),
      refused(408, 'x'),
      answered,
    ]);
    assert.equal(settled.kind, 'sold');
    assert.equal(events.filter((each) => each === 'send').length, 5);
    assert.equal(events.filter((each) => each === 'drop').length, 1);
    assert.ok(events.includes('doubt'));
  });

  test('a refusal with a code settles it as not sold', async () => {
    for (const [status, code] of [
      [409, 'stock_short'],
      [422, 'nothing_chosen'],
      [403, 'not_permitted'],
      [400, 'invalid_input'],
    ] as const) {
      const { events, settled } = await play([lost, refused(status, code)]);
      assert.equal(settled.kind === 'not_sold' && settled.problem.code, code);
      assert.equal(events.at(-1), 'drop');
    }
  });

  test('an expired session that nobody renews leaves it pending', async () => {
    const { events, settled } = await play([refused(401, 'not_logged_in')], 1);
    assert.equal(settled.kind, 'left');
    assert.ok(!events.includes('drop'));
  });

  test('leaving the screen leaves it pending', async () => {
    const { events, settled } = await play([lost, lost], 2);
    assert.equal(settled.kind, 'left');
    assert.ok(!events.includes('drop'));
  });

  test('an answer that comes after leaving is shown at the next entry, a refusal is not sold later', async () => {
    const sold = await play([answered], 1);
    assert.deepEqual([sold.settled.kind, sold.events.includes('drop')], ['left', false]);
    const short = await play([refused(409, 'stock_short')], 1);
    assert.deepEqual([short.settled.kind, short.events.includes('drop')], ['not_sold', true]);
  });

  test("another sale's answer is no answer", async () => {
    const other = {
      ...answered,
      value: { ...answered.value, sale: { ...answered.value.sale, request_id: 'r2' } },
    };
    const { events } = await play([other, answered]);
    assert.equal(events.filter((each) => each === 'send').length, 2);
  });

  test('the pause grows to 15 s, or is what the server asks for', () => {
    assert.deepEqual(
      [1, 2, 3, 4, 5, 9].map((tries) => pauseAfter(tries, lost)),
      [1000, 2000, 4000, 8000, 15000, 15000],
    );
    const busy: Reply<never> = {
      kind: 'refused',
      status: 429,
      problem: problem('try_later', { seconds: 3 }),
    };
    assert.equal(pauseAfter(1, busy), 3000);
  });
});
