import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { addDays } from '../../src/platform/clock.ts';
import type { Answer } from '../app.ts';
import { check, confirmArrival, findDelivery, sellOn } from '../counter.ts';
import { makeNumber, makeSite, type TestSite } from '../factories.ts';
import { type Act, type Either, peopleOfRun, type Round } from './acts.ts';
import type { Clerk, Pair } from './pair.ts';

type Counter = { site: TestSite; clerk: Clerk; manager: Clerk };
type Person = { number: string; birth_date: string };
/** A sale as it was sent, with all its answers. */
export type Request = {
  id: string;
  site: Either;
  approval: unknown;
  quantities: Record<string, number>;
  answers: Answer[];
};

/** One play of some rounds at two sites: new people, and what was sent so far. */
export type Play = {
  pair: Pair;
  counters: readonly [Counter, Counter];
  people: readonly Person[];
  approvals: Map<string, unknown>;
  requests: Request[];
};

/** The two sites of all plays, with staff logged in; what is left in stock stays for the next play. */
export const openTwoCounters = async (pair: Pair): Promise<Play['counters']> => {
  const open = async (): Promise<Counter> => {
    const site = await makeSite(pair.database.db);
    return { site, clerk: await pair.logIn(site.user), manager: await pair.logIn(site.manager) };
  };
  return [await open(), await open()];
};

/** Begins on a Sunday with two adults and, last, a child whom nobody has seen; stock so small that it runs out. */
export const beginPlay = async (
  pair: Pair,
  counters: Play['counters'],
  firstPerson: number,
): Promise<Play> => {
  await pair.moveToNextSunday();
  for (const { clerk } of counters) {
    const pieces = { adult_mask: 2, child_mask: 1 };
    const { status } = await confirmArrival(clerk[0], pair.today(), pieces, { more_expected: true });
    assert.equal(status, 201);
  }
  const people = Array.from({ length: peopleOfRun }, (_, n) => ({
    number: makeNumber(firstPerson + n),
    birth_date: n === peopleOfRun - 1 ? '20100101' : '19700101',
  }));
  return { pair, counters, people, approvals: new Map(), requests: [] };
};

/** Every answer of a play is a success or a refusal; a fault of the server is neither. */
const sound = (answer: Answer): Answer => {
  assert.ok(answer.status < 500, `${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
};

/** An approval is used as often as the play likes, on its own day: the clock jumps where an approval would expire. */
const approvalName = ({ pair }: Play, person: number, site: Either): string =>
  `${person} ${site} ${pair.today()}`;

const checkOnce = async (play: Play, person: number, site: Either, server: Either): Promise<unknown> => {
  const counter = play.counters[site];
  const answer = sound(await check(counter.clerk[server], counter.site, play.people[person] as Person));
  const { approval } = answer.body;
  if (approval !== undefined) play.approvals.set(approvalName(play, person, site), approval);
  return approval;
};

const send = async (play: Play, request: Request, server: Either): Promise<void> => {
  const { approval, quantities, id, site } = request;
  const clerk = play.counters[site].clerk[server];
  request.answers.push(sound(await sellOn(clerk, approval, quantities, id)));
};

/** Sells on the approval that the counter has, old as it may be; checks first when there is none. */
const sellOnce = async (play: Play, act: Act & { kind: 'sell' }): Promise<void> => {
  const { person, site, server, adult, child } = act;
  const approval =
    play.approvals.get(approvalName(play, person, site)) ?? (await checkOnce(play, person, site, server));
  if (approval === undefined) return;
  const quantities = { adult_mask: adult, child_mask: child };
  const request: Request = { id: randomUUID(), site, approval, quantities, answers: [] };
  play.requests.push(request);
  await send(play, request, server);
};

const nthRequest = ({ requests }: Play, n: number): Request | undefined => requests[n % requests.length];

const voidOnce = async (play: Play, act: Act & { kind: 'void' }): Promise<void> => {
  const request = nthRequest(play, act.request);
  if (!request) return;
  const { clerk } = play.counters[request.site];
  const body = { void_id: randomUUID(), reason: '按錯' };
  const at = (server: Either) => clerk[server].post(`/api/sales/${request.id}/void`, body).then(sound);
  await Promise.all(act.again ? [at(0), at(1)] : [at(act.server)]);
};

const arriveOnce = async (play: Play, act: Act & { kind: 'arrive' }): Promise<void> => {
  const clerk = play.counters[act.site].clerk[act.server];
  const today = (await clerk.get('/api/stock')).body['today'] as string;
  const delivery = await findDelivery(clerk, today);
  const body = {
    delivery_id: delivery.delivery_id,
    receipt_no: (delivery as unknown as { receipts: unknown[] }).receipts.length + 1,
    quantities: { adult_mask: act.adult, child_mask: act.child },
    more_expected: true,
    on_sale_date: addDays(today, act.later),
  };
  sound(await clerk.post('/api/stock/arrivals', body));
};

const correctOnce = async (play: Play, act: Act & { kind: 'correct' }): Promise<void> => {
  const { manager } = play.counters[act.site];
  const { change } = act;
  const body = { request_id: randomUUID(), item: 'adult_mask', change, cause: 'count', note: '盤點' };
  const at = (server: Either) => manager[server].post('/api/stock/corrections', body).then(sound);
  await Promise.all(act.again ? [at(0), at(1)] : [at(act.server)]);
};

const perform = async (play: Play, act: Act): Promise<void> => {
  switch (act.kind) {
    case 'check':
      await checkOnce(play, act.person, act.site, act.server);
      return;
    case 'sell':
      return sellOnce(play, act);
    case 'retry': {
      const request = nthRequest(play, act.request);
      return request && send(play, request, act.server);
    }
    case 'void':
      return voidOnce(play, act);
    case 'arrive':
      return arriveOnce(play, act);
    case 'correct':
      return correctOnce(play, act);
  }
};

/** Days pass, then all acts happen at once. */
export const playRound = async ({ pair, ...play }: Play, { days, skew, acts }: Round): Promise<void> => {
  const day = addDays(pair.today(), days);
  await pair.moveTo(day, addDays(day, skew ? 1 : 0));
  await Promise.all(acts.map((act) => perform({ pair, ...play }, act)));
  if (skew) await pair.moveTo(addDays(day, 1));
};
