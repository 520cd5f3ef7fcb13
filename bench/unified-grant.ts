import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from '../src/platform/db.ts';
import { seedNation } from '../src/sites/index.ts';
import type { Browser } from '../test/app.ts';
import { makeHq } from '../test/factories.ts';
import { connectTo } from '../test/two-servers/remote.ts';
import { openCountry } from './country.ts';
import { machineFacts, print, table } from './report.ts';

const sites = 6_500;
const persons = 20_000;

/**
 * Users of every institution of the country, spread evenly, registered there in a profession that may hold
 * the service; each institution has applied for something once.
 */
const peopleTheCountry = async (db: Db): Promise<void> => {
  await seedNation(db, { sites, seed: 1, now: new Date() });
  await sql`
    insert into account (name, display_name, person_key, covered_number, created_at)
    select 'p' || n, '使用者' || n, gen_random_uuid(), 'A123****89', now()
    from generate_series(1, ${persons}::int) as n`.execute(db);
  await sql`
    with place as (
      select code, kind, row_number() over (order by code) - 1 as nth from site where kind in ('pharmacy', 'health_centre', 'health_service_centre') and not is_test
    ), worker as (
      select account_id, person_key, row_number() over (order by account_id) - 1 as nth
      from account where name like 'p%'
    ), works as (
      select w.account_id, w.person_key, p.code, p.kind
      from worker w join place p on p.nth = w.nth % (select count(*) from place)
    ), appointed as (
      insert into appointment (account_id, site_code, role, starts_on, appointed_at)
      select account_id, code, 'user', '2012-01-01', now() from works
    ), applied as (
      insert into service_application (site_code, service_code, applied_at, source)
      select code, 'claims', now(), 'kept' from place
    )
    insert into practice_registration (person_key, site_code, profession, starts_on, updated_at)
    select person_key, code, case when kind = 'pharmacy' then 'pharmacist' else 'nurse' end, '2012-01-01', now()
    from works`.execute(db);
};

type Order = {
  unified_grant_id: number;
  state: string;
  sites_done: number;
  grants: number;
  applications: number;
};

/** Orders at the server, asks for the progress as the screen does, and answers what came of it and how long it took. */
const orderAndWait = async (hq: Browser): Promise<{ order: Order; ms: number }> => {
  const begun = performance.now();
  const { status, body } = await hq.post('/api/hq/unified-grants', { service: 'masks', reason: '量測' });
  if (status !== 202) throw new Error(`the order was answered with ${status}: ${JSON.stringify(body)}`);
  for (;;) {
    const listed = await hq.get('/api/hq/unified-grants');
    const [order] = (listed.body as unknown as { unified_grants: Order[] }).unified_grants;
    if (order?.state === 'done') return { order, ms: performance.now() - begun };
    await sleep(100);
  }
};

/** 統一授權 to a whole country: the order, the order again, and its undoing, over HTTP. */
export const unifiedGrant = async (): Promise<number> => {
  const country = await openCountry({ servers: 1, sites: 1, pieces: 1 });
  const remote = connectTo(country.servers[0]?.address ?? '', 4);
  try {
    await peopleTheCountry(country.db);
    const hq = remote.browser(await remote.logIn(await makeHq(country.db)));
    const counted = performance.now();
    await hq.get('/api/hq/unified-grants/preview?service=masks');
    const countMs = performance.now() - counted;
    const first = await orderAndWait(hq);
    const again = await orderAndWait(hq);
    const undone = performance.now();
    await hq.post(`/api/hq/unified-grants/${first.order.unified_grant_id}/undo`);
    const undoMs = performance.now() - undone;
    print(machineFacts(country.postgres));
    print(`\n統一授權: ${sites} institutions, ${persons} persons, one server process, over HTTP\n`);
    const seconds = (ms: number) => (ms / 1000).toFixed(2);
    const row = (name: string, { order, ms }: typeof first) => [
      name,
      ...[order.sites_done, order.applications, order.grants].map((n) => n.toLocaleString('en')),
      seconds(ms),
    ];
    const rows = [
      ['count before', '', '', '', seconds(countMs)],
      row('order', first),
      row('order again', again),
      ['undo the first', '', '', '', seconds(undoMs)],
    ];
    print(table(['', 'institutions', 'applications', 'grants', 'seconds'], rows));
    const isRight = first.order.grants >= persons && again.order.grants === 0 && first.ms < 30_000;
    if (!isRight) print('FAILED: every person once, nothing the second time, in less than 30 s');
    return isRight ? 0 : 1;
  } finally {
    await remote.close();
    await country.stop();
  }
};
