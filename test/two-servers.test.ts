import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import type { Answer } from './app.ts';
import { check, confirmArrival, sellOn } from './counter.ts';
import { makeNumber, makeSite, type TestSite } from './factories.ts';
import { peopleOfRun, rounds } from './two-servers/acts.ts';
import { assertHolds } from './two-servers/hold.ts';
import { type Clerk, countSales, type Pair, startPair } from './two-servers/pair.ts';
import { beginPlay, openTwoCounters, playRound } from './two-servers/play.ts';

type Counter = { pair: Pair; site: TestSite; clerk: Clerk; manager: Clerk };

let people = 0;
/** A person whom nobody has seen before. */
const nextPerson = () => ({ number: makeNumber(people++), birth_date: '19700101' });
const times = <T>(n: number, make: (n: number) => T): T[] =>
  Array.from({ length: n }, (_, index) => make(index));
const statuses = (answers: readonly Answer[]): number[] => answers.map((each) => each.status).sort();

/** A site with staff, and today an arrival of that many adult masks. */
const openCounter = async (pair: Pair, pieces: number): Promise<Counter> => {
  const site = await makeSite(pair.database.db);
  const clerk = await pair.logIn(site.user);
  const manager = await pair.logIn(site.manager);
  const quantities = { adult_mask: pieces, child_mask: 0 };
  assert.equal((await confirmArrival(clerk[0], pair.today(), quantities, { reason: '數量' })).status, 201);
  return { pair, site, clerk, manager };
};

const approve = async ({ site, clerk }: Counter, person = nextPerson()): Promise<unknown> => {
  const { body } = await check(clerk[1], site, person);
  assert.equal(body['verdict'], 'allowed');
  return body['approval'];
};

/** W21: the first purchase ever of a person, at two sites at once; and the next one, a week later. */
const raceAtTwoSites = async (pair: Pair) => {
  const [a, b] = [await openCounter(pair, 1_000), await openCounter(pair, 1_000)];
  const persons = times(50, nextPerson);
  const race = async ({ atA, atB }: { atA: unknown; atB: unknown }) => {
    const answers = await Promise.all([sellOn(a.clerk[0], atA), sellOn(b.clerk[1], atB)]);
    assert.deepEqual(statuses(answers), [201, 409]);
    assert.equal(answers.find((each) => each.status === 409)?.body.code, 'already_bought');
  };
  for (const _week of [1, 2]) {
    const approved = await Promise.all(
      persons.map(async (person) => ({ atA: await approve(a, person), atB: await approve(b, person) })),
    );
    // One pair at a time meets at the lock, then all pairs at once meet as groups.
    for (const each of approved.slice(0, 25)) await race(each);
    await Promise.all(approved.slice(25).map(race));
    await pair.moveToNextSunday();
  }
};

/** W21: the same request again, while the first is in flight, at both servers. */
const retryInFlight = async (pair: Pair) => {
  const counter = await openCounter(pair, 1_000);
  const races = await Promise.all(
    times(50, async () => {
      const approval = await approve(counter);
      const id = randomUUID();
      const send = (server: 0 | 1) => sellOn(counter.clerk[server], approval, undefined, id);
      return Promise.all([send(0), send(1), send(0), send(1)]);
    }),
  );
  for (const answers of races) {
    assert.deepEqual(statuses(answers), [200, 200, 200, 201]);
    assert.equal(new Set(answers.map((each) => JSON.stringify(each.body['sale']))).size, 1);
  }
};

/** W21: the last piece, wanted at two PCs of one site. */
const raceForTheLastPiece = async (pair: Pair) => {
  const counter = await openCounter(pair, 1);
  const { clerk, manager } = counter;
  for (let round = 0; round < 20; round++) {
    const approvals = [await approve(counter), await approve(counter)];
    const answers = await Promise.all(
      approvals.map((approval, pc) => sellOn(clerk[pc === 0 ? 0 : 1], approval, { adult_mask: 1 })),
    );
    assert.deepEqual(statuses(answers), [201, 409]);
    assert.equal(answers.find((each) => each.status === 409)?.body.code, 'stock_short');
    const one = { request_id: randomUUID(), item: 'adult_mask', change: 1, cause: 'count', note: '盤點' };
    assert.equal((await manager[1].post('/api/stock/corrections', one)).status, 201);
  }
};

type Sent = { id: string; approval: unknown; answer: Answer | undefined };

/** Sends a stream of sales to the first server and kills it at the `nth` answer; who was answered, and what. */
const sellUntilKilled = async (counter: Counter, approvals: readonly unknown[], nth: number) => {
  let answered = 0;
  let killed: Promise<void> | undefined;
  const sent: Sent[] = [];
  const sellOne = async (approval: unknown): Promise<void> => {
    const one: Sent = { id: randomUUID(), approval, answer: undefined };
    sent.push(one);
    one.answer = await sellOn(counter.clerk[0], approval, undefined, one.id).catch(() => undefined);
    if (++answered === nth) killed = sleep(Math.random() * 4).then(counter.pair.killFirst);
  };
  const queue = [...approvals];
  const work = async (): Promise<void> => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) await sellOne(next);
  };
  await Promise.all(times(24, work));
  await killed;
  return sent;
};

/** kill -9 of the first server in a stream of sales; then its unanswered requests go to the second. */
const cutPower = async (pair: Pair, nth: number) => {
  const counter = await openCounter(pair, 1_000);
  const approvals = await Promise.all(times(100, () => approve(counter)));
  const sent = await sellUntilKilled(counter, approvals, nth);
  const sold = sent.filter((each) => each.answer !== undefined);
  const unanswered = sent.filter((each) => each.answer === undefined);
  assert.ok(unanswered.length > 0, 'the kill came too late to cut anything');
  assert.deepEqual(new Set(sold.map((each) => each.answer?.status)), new Set([201]));

  await pair.assertClean();
  const stored = await countSales(pair);
  for (const { id } of sold) assert.equal(stored.get(id), 1, 'an answered sale is stored once');

  const retries = await Promise.all(
    unanswered.map(async ({ approval, id }) => ({
      id,
      answer: await sellOn(counter.clerk[1], approval, undefined, id),
    })),
  );
  for (const { id, answer } of retries)
    assert.ok(answer.status === 200 || (answer.status === 201 && !stored.has(id)), `${answer.status}`);
  const after = await countSales(pair);
  for (const { id } of sent) assert.equal(after.get(id), 1, 'every sale is stored once');
};

const runAll = async (t: TestContext, pair: Pair) => {
  t.afterEach(() => pair.assertClean());

  await t.test('W21 a person at two sites at once, never seen or known: one sale, 100 times (R102)', () =>
    raceAtTwoSites(pair),
  );

  await t.test('W21 a retry while the first is in flight gets the first answer (R102)', () =>
    retryInFlight(pair),
  );

  await t.test('W21 the last piece wanted at two PCs is sold once, the other is told (R111)', () =>
    raceForTheLastPiece(pair),
  );

  await t.test('no interleaving gives more than the policy, stock below zero, or a difference', async () => {
    const counters = await openTwoCounters(pair);
    const holds = fc.asyncProperty(rounds, async (some) => {
      const play = await beginPlay(pair, counters, people);
      people += peopleOfRun;
      for (const round of some) await playRound(play, round);
      await assertHolds(play);
    });
    await fc.assert(holds, { numRuns: 20, endOnFailure: true });
  });

  for (const nth of [15, 40, 75])
    await t.test(
      `kill -9 at answer ${nth} loses no answered sale, doubles none, halves no group`,
      async () => {
        await pair.moveToNextSunday();
        try {
          await cutPower(pair, nth);
        } finally {
          await pair.restartFirst();
        }
      },
    );
};

test('two server processes on one database', async (t) => {
  const pair = await startPair(t);
  try {
    await runAll(t, pair);
  } finally {
    await pair.stop();
  }
});
