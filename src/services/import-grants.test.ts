import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOwner } from '../../test/db.ts';
import { makeNumber } from '../../test/factories.ts';
import { applyFor, institution, makeUser, servicesOf } from '../../test/institution.ts';
import { auditOf, said } from '../../test/people.ts';

type Imported = {
  rows: number;
  taken: number;
  unchanged: number;
  problems: { line: number; column: string; code: string }[];
};

test('grants from a CSV: good rows are taken, bad ones come back with line, column and reason', async (t) => {
  const all = await institution(t);
  const { manager, database } = all;
  await applyFor(manager, 'masks', 'feedback_files');
  const [one, two, nurse] = [
    await makeUser(all, 'pharmacist'),
    await makeUser(all, 'pharmacist'),
    await makeUser(all, 'nurse'),
  ];
  const csv = [
    '帳號或證號,服務代碼,起日,迄日',
    `${one.account},masks,109/02/04,1090229`,
    `${two.person.number},防疫口罩管控系統,2020-02-04,`,
    `${nurse.account},masks,1090204,`,
    `${nurse.account},feedback_files,1090204,`,
    `${nurse.account},claims_precheck,1090204,`,
    `${nurse.account},claims,1090204,`,
    'nobody,masks,1090204,',
    `${makeNumber(99)},masks,1090204,`,
    `${one.account},nothing,1090204,`,
    `${one.account},masks,109/2/30,`,
    `${one.account},feedback_files,1090204,1090203`,
    '',
    `${one.account},feedback_files,1090204,昨天`,
  ].join('\r\n');
  const expected: Imported['problems'] = [
    { line: 4, column: '服務代碼', code: 'profession_unfit' },
    { line: 6, column: '服務代碼', code: 'service_implied' },
    { line: 7, column: '服務代碼', code: 'not_applied' },
    { line: 8, column: '帳號或證號', code: 'user_not_found' },
    { line: 9, column: '帳號或證號', code: 'user_not_found' },
    { line: 10, column: '服務代碼', code: 'service_not_found' },
    { line: 11, column: '起日', code: 'day_malformed' },
    { line: 12, column: '迄日', code: 'days_reversed' },
    { line: 14, column: '迄日', code: 'day_malformed' },
  ];
  const send = async (dry_run: boolean, text = csv) => {
    const { status, body } = await manager.post('/api/grants/import', { csv: text, dry_run });
    assert.equal(status, 200, JSON.stringify(body));
    const { rows, taken, unchanged, problems } = body as unknown as Imported;
    return {
      rows,
      taken,
      unchanged,
      problems: problems.map(({ line, column, code }) => ({ line, column, code })),
    };
  };
  const counted = async () =>
    (await asOwner(database, 'select count(*)::int as n from service_grant')).rows[0].n;
  assert.deepEqual(await send(true), { rows: 12, taken: 3, unchanged: 0, problems: expected });
  assert.deepEqual(
    [await counted(), (await auditOf(database, 'grant:begin')).length],
    [0, 0],
    'a dry run changes nothing',
  );
  assert.deepEqual(await send(false), { rows: 12, taken: 3, unchanged: 0, problems: expected });
  assert.deepEqual([await counted(), (await auditOf(database, 'grant:begin')).length], [3, 3]);
  assert.deepEqual(
    await send(false),
    { rows: 12, taken: 0, unchanged: 3, problems: expected },
    'again it changes nothing',
  );
  assert.deepEqual(await servicesOf(two.browser), ['masks']);
  const notes = JSON.stringify(await auditOf(database, '%'));
  for (const { person } of [one, two, nurse]) assert.ok(!notes.includes(person.number));
});

test('a CSV with a mark of byte order, other columns in another order, English heads; and what is none', async (t) => {
  const all = await institution(t);
  const { manager } = all;
  await applyFor(manager, 'masks');
  const { account } = await makeUser(all, 'pharmacist');
  const send = async (csv: string) => manager.post('/api/grants/import', { csv, dry_run: true });
  for (const csv of [
    `\ufeff帳號,備註,起日,服務代碼\n${account},x,1090204,masks\n`,
    `ends_on,service,account,starts_on\n,masks,${account},2020-02-04`,
    `"帳號或證號","服務代碼","起日","迄日"\n"${account}","masks","109/02/04",""\n`,
  ])
    assert.deepEqual([(await send(csv)).body['taken'], (await send(csv)).body['problems']], [1, []], csv);
  for (const [csv, code] of [
    ['帳號或證號,起日\nx,1090204', 'csv_column_missing'],
    [' ', 'csv_column_missing'],
    ['帳號或證號,服務代碼,起日\n"x', 'csv_malformed'],
  ] as const) {
    const answer = await send(csv);
    assert.deepEqual([...said(answer), answer.body['field']], [422, code, 'csv'], csv);
  }
});
