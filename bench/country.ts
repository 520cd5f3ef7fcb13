import pg from 'pg';
import { fingerprintOf } from '../src/people/index.ts';
import { type Db, openDb } from '../src/platform/db.ts';
import { migrate } from '../src/platform/migrate.ts';
import { readShippedPolicies } from '../src/policies.ts';
import { ensureMonth, insertPolicy } from '../src/rationing/index.ts';
import type { Browser } from '../test/app.ts';
import { startCluster } from '../test/cluster.ts';
import { confirmArrival } from '../test/counter.ts';
import { testPepper, testServerKey } from '../test/db.ts';
import { makeNumber, makeSite, type TestSite } from '../test/factories.ts';
import { type ServerProcess, startServer } from '../test/two-servers/process.ts';
import { connectTo, type Remote } from '../test/two-servers/remote.ts';

/** A Sunday: everybody may buy. */
export const day = '2020-02-09';
export const programme = 'masks';

/** A counter with its log-in at every server process. */
export type Counter = { site: TestSite; at: readonly Browser[] };

/** A durable PostgreSQL of its own, server processes on it, and counters with stock and staff. */
export type Country = {
  db: Db;
  servers: readonly ServerProcess[];
  counters: readonly Counter[];
  postgres: string;
  stop: () => Promise<void>;
};

export type CountrySettings = {
  servers: number;
  sites: number;
  /** of each item, at each site */
  pieces: number;
  /** folder for a CPU profile of the first server process */
  profile?: string | undefined;
};

const script = new URL('./server.ts', import.meta.url);

const fill = async (url: string, sites: number): Promise<TestSite[]> => {
  await migrate(url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    `insert into programme (code, pepper_fingerprint, server_key_fingerprint, created_at)
      values ($1, $2, $3, now())`,
    [programme, fingerprintOf(testPepper), fingerprintOf(testServerKey)],
  );
  await client.end();
  const db = openDb({ url, role: 'evenhand_app', connections: 1 });
  for (const policy of await readShippedPolicies()) await insertPolicy(db, policy, new Date());
  await ensureMonth(db, day);
  const made: TestSite[] = [];
  for (let n = 0; n < sites; n++) made.push(await makeSite(db));
  await db.destroy();
  return made;
};

/** Logs in the site's clerk, and confirms an arrival that is enough for the whole run. */
const openCounter = async (site: TestSite, remotes: readonly Remote[], pieces: number): Promise<Counter> => {
  const cookie = await remotes[0]?.logIn(site.user);
  const at = remotes.map((remote) => remote.browser(cookie ?? ''));
  const quantities = { adult_mask: pieces, child_mask: pieces };
  const arrived = at[0] && (await confirmArrival(at[0], day, quantities, { reason: '足量' }));
  if (arrived?.status !== 201) throw new Error(`the arrival was answered with ${arrived?.status}`);
  return { site, at };
};

const versionOf = async (url: string): Promise<string> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  await client.end();
  return rows[0]?.server_version ?? '';
};

/** Everything that a benchmark needs; `stop` ends it all and removes it from the disk. */
export const openCountry = async (settings: CountrySettings): Promise<Country> => {
  const cluster = await startCluster({ binaries: 'embedded', durable: true });
  const ends: (() => Promise<void>)[] = [cluster.stop];
  const stop = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const sites = await fill(cluster.url, settings.sites);
    const servers: ServerProcess[] = [];
    const remotes: Remote[] = [];
    for (let n = 0; n < settings.servers; n++) {
      const profiled = n === 0 && settings.profile !== undefined;
      const server = await startServer({
        script,
        url: cluster.url,
        moment: `${day}T10:00:00`,
        connections: 10,
        logLevel: 'info',
        listen: false,
        execArgv: profiled ? ['--cpu-prof', `--cpu-prof-dir=${settings.profile}`] : [],
      });
      const remote = connectTo(server.address);
      servers.push(server);
      remotes.push(remote);
      ends.push(server.stop, remote.close);
    }
    const counters: Counter[] = [];
    for (const site of sites) counters.push(await openCounter(site, remotes, settings.pieces));
    const db = openDb({ url: cluster.url, role: 'evenhand_app', connections: 2 });
    ends.push(() => db.destroy());
    return { db, servers, counters, postgres: await versionOf(cluster.url), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** The form of 資格審核 for the nth person of the run. */
export const formOf = (n: number, site: TestSite) => ({
  site_code: site.code,
  document_kind: '01',
  number: makeNumber(n),
  birth_date: '19740503',
});
