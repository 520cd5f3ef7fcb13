import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { cardRows, cardViolations } from './constraint-cards.ts';
import { chainRows, chainViolations } from './constraint-chain.ts';
import { rightRows } from './constraint-rows.ts';
import { violations } from './constraint-violations.ts';
import { asOwner, type TestDatabase, testDatabase } from './db.ts';

const codes: Record<string, string> = { c: '23514', f: '23503', p: '23505', u: '23505' };

const rows = [...rightRows, ...chainRows, ...cardRows];
const breaking = { ...violations, ...chainViolations, ...cardViolations };

type Constraint = { table: string; name: string; code: string };

/** The constraints of every table, and the unique indexes that hold for some of its rows only. */
const listConstraints = async (database: TestDatabase): Promise<Constraint[]> => {
  const { rows } = await asOwner(
    database,
    `select c.relname as table, conname as name, contype as kind from pg_constraint join pg_class c on c.oid = conrelid
      where connamespace = 'public'::regnamespace and contype in ('c', 'f', 'p', 'u') and conparentid = 0
        and not c.relispartition
    union all
    select c.relname, i.relname, 'u' from pg_index x join pg_class i on i.oid = x.indexrelid
      join pg_class c on c.oid = x.indrelid
      where x.indisunique and x.indpred is not null and c.relnamespace = 'public'::regnamespace
    order by 2`,
  );
  return rows.map(({ table, name, kind }) => ({ table, name, code: codes[kind] ?? '' }));
};

const insert = (client: pg.Client, table: string, row: object): Promise<unknown> =>
  client.query(
    `insert into ${table} overriding system value select * from jsonb_populate_record(null::${table}, $1)`,
    [row],
  );

/** The constraint that refuses the row, named without its partition. */
const brokenBy = (client: pg.Client, table: string, row: object): Promise<string> =>
  insert(client, table, row).then(
    () => 'nothing',
    (error: pg.DatabaseError) => `${error.code} ${error.constraint?.replace(/_\d{4}_\d{2}(?=_)/, '')}`,
  );

test('each constraint of the schema refuses a row that breaks it, and each is tried (house style 7)', async (t) => {
  const database = await testDatabase(t);
  const constraints = await listConstraints(database);
  assert.deepEqual(
    constraints.map((each) => each.name),
    Object.keys(breaking).sort(),
  );
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    // The one row that it may have comes with the program.
    await client.query('delete from old_platform');
    for (const [table, row] of rows) await insert(client, table, row);
    for (const { table, name, code } of constraints)
      for (const changes of breaking[name] ?? []) {
        const row = { ...rows.find(([each]) => each === table)?.[1], ...changes };
        assert.equal(await brokenBy(client, table, row), `${code} ${name}`, JSON.stringify(changes));
      }
  } finally {
    await client.end();
  }
});

test('quantities are whole pieces, none negative, by name', async (t) => {
  const database = await testDatabase(t);
  const right = [{ adult_mask: 2, child_mask: 0 }, { a: 1.0 }, {}];
  const wrong = [
    { a: -1 },
    { a: 0.5 },
    { a: '1' },
    { a: null },
    { a: true },

    { a: { b: 1 } },
    [1],
    1,
    'a',
  ];
  for (const [rows, expected] of [
    [right, true],
    [wrong, false],
  ] as const)
    for (const quantities of rows) {
      const { rows } = await asOwner(database, 'select are_quantities($1::jsonb) as ok', [
        JSON.stringify(quantities),
      ]);
      assert.equal(rows[0].ok, expected, JSON.stringify(quantities));
    }
});

test('a row outside the prepared months is refused, not put somewhere', async (t) => {
  const database = await testDatabase(t);
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  const [, sale] = rightRows.find(([table]) => table === 'sale') ?? [];
  const may = { ...sale, sold_on: '2020-05-04', sold_at: '2020-05-04T02:00:00Z' };
  const refused = await brokenBy(client, 'sale', may);
  await client.end();
  assert.match(refused, /^23514 /);
});
