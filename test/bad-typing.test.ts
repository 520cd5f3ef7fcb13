import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Browser, browserOf, testApp } from './app.ts';
import { check, confirmArrival, sellOn } from './counter.ts';
import { testDatabase } from './db.ts';
import { makeSite } from './factories.ts';

const counter = async (t: Parameters<typeof testDatabase>[0]) => {
  const database = await testDatabase(t);
  const site = await makeSite(database.db);
  return { site, browser: await browserOf(await testApp(t, database), site.user) };
};

const checkWith = (browser: Browser, site_code: string, changes: Record<string, unknown>) =>
  browser.post('/api/checks', {
    site_code,
    document_kind: '01',
    number: 'F100000024',
    birth_date: '19740503',
    ...changes,
  });

test('full width and lower case are read as typed in haste; they are one person (R091, X12, bad input)', async (t) => {
  const { site, browser } = await counter(t);
  for (const changes of [
    { number: 'ｆ１００００００２４', birth_date: '１９７４０５０３' },
    { number: ' f100 000 024　', birth_date: '６３／０５／０３' },
    { number: 'F100000024', birth_date: '0630503' },
    { number: 'F100000024', birth_date: '630503' },
  ]) {
    const { status, body } = await checkWith(browser, site.code, changes);
    assert.deepEqual(
      [status, body['verdict'], body['covered_number'], body['birth_date']],
      [200, 'allowed', 'F100****24', '1974-05-03'],
      JSON.stringify(changes),
    );
  }
});

test('what a clerk can mistype in a check is refused with its field (R087-R091, bad input)', async (t) => {
  const { site, browser } = await counter(t);
  const cases: [changes: Record<string, unknown>, status: number, code: string, field: string][] = [
    ...['20200205', '21000101', '1090205', '109/2/5'].map((birth_date): (typeof cases)[number] => [
      { birth_date },
      422,
      'birth_date_in_future',
      'birth_date',
    ]),
    ...['19740230', '19741301', '00000000', '1974-05-03', '18000101', '63.05.03', '19740503x', '５月'].map(
      (birth_date): (typeof cases)[number] => [{ birth_date }, 422, 'birth_date_malformed', 'birth_date'],
    ),
    ...['F100000025', 'F10000002', 'F1000000244', '1234567890', 'F１０００００００Ⅳ', "F'; drop--", '🂡'].map(
      (number): (typeof cases)[number] => [{ number }, 422, 'number_malformed', 'number'],
    ),
    [{ site_code: '5999999999' }, 403, 'another_site', 'site_code'],
    [{ document_kind: '02' }, 422, 'document_in_hand_missing', 'document_in_hand'],
    [{ document_kind: '05', number: 'AB1234567' }, 422, 'issuing_country_missing', 'issuing_country'],
    [{ document_kind: '05', number: 'A-1', issuing_country: 'JP' }, 422, 'passport_malformed', 'number'],
  ];
  for (const [changes, status, code, field] of cases) {
    const { status: found, body } = await checkWith(browser, site.code, changes);
    assert.deepEqual([found, body.code, body['field']], [status, code, field], JSON.stringify(changes));
    assert.ok(!JSON.stringify(body).includes('F1000'), 'a refusal does not repeat the number');
  }
});

test('quantities that the schema lets through and the rules do not (R096-R099, R111)', async (t) => {
  const { site, browser } = await counter(t);
  await confirmArrival(browser, '2020-02-04');
  const { approval } = (await check(browser, site, { number: 'F100000024', birth_date: '19740503' })).body;
  const cases: [Record<string, number>, string][] = [
    [{}, 'nothing_chosen'],
    [{ adult_mask: 0, child_mask: 0 }, 'nothing_chosen'],
    [{ adult_mask: 3 }, 'over_limit'],
    [{ adult_mask: 100_000 }, 'over_limit'],
    [{ constructor: 1 }, 'item_unknown'],
    [{ gold_bar: 1, adult_mask: 1 }, 'item_unknown'],
  ];
  for (const [quantities, code] of cases)
    assert.equal((await sellOn(browser, approval, quantities)).body.code, code, JSON.stringify(quantities));
  assert.deepEqual((await browser.get('/api/sales')).body['sales'], []);
});
