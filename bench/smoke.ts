import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { serverKeysFrom } from '../src/platform/secrets.ts';
import { verify } from '../src/verify/index.ts';
import type { Answer } from '../test/app.ts';
import { testServerKey } from '../test/db.ts';
import { type Country, day, formOf, openCountry, programme } from './country.ts';
import { median, rateOf, runLoad, type Timed, together } from './load.ts';
import { machineFacts, phaseRow, print, table } from './report.ts';

const sites = 50;
const sales = 10_000;
/** One sale in so many is sent twice: 2,500 of 12,500 requests are duplicates, 20 %. */
const duplicateEvery = 4;
const slices = 10;
/** An echo is several times faster than a sale: more of them, so that their slices last alike. */
const echoesPerSlice = 5_000;

type Sale = { counter: number; server: number; body: { request_id: string; approval: unknown } };
type Answered = { request_id: string; status: number; sale: string };
type Load = { name: string; slices: Timed<unknown>[] };

const passed = (holds: boolean, sentence: string): string | undefined => (holds ? undefined : sentence);

/** 資格審核 of every person, in a phase of its own: each approval is bound to its counter. */
const checkAll = async (country: Country, concurrency: number): Promise<[Timed<Answer>, Sale[]]> => {
  const { counters, servers } = country;
  const tasks = Array.from({ length: sales }, (_, n) => async () => {
    const counter = counters[n % counters.length];
    if (!counter) throw new Error('no counter');
    const browser = counter.at[(n % counters.length) % servers.length];
    if (!browser) throw new Error('no server');
    return browser.post('/api/checks', formOf(n, counter.site));
  });
  const phase = await runLoad(tasks, concurrency);
  const refused = phase.answers.find((each) => each.body['verdict'] !== 'allowed');
  if (refused) throw new Error(`a check was answered with ${refused.status} ${JSON.stringify(refused.body)}`);
  const all = phase.answers.map((answer, n) => ({
    counter: n % counters.length,
    server: (n % counters.length) % servers.length,
    body: {
      request_id: randomUUID(),
      approval: answer.body['approval'],
      quantities: { adult_mask: 2, child_mask: 0 },
      by_proxy: false,
    },
  }));
  return [phase, all];
};

/**
 * Of ten duplicates one goes to the other server process at once, four to the same at once, and five come when
 * the slice is nearly over, to either. More at the other one would only measure how two processes wait for each
 * other at one person's lock, which a country of sites hardly ever does.
 */
const withDuplicates = (first: readonly Sale[]): Sale[] => {
  const other = (sale: Sale): Sale => ({ ...sale, server: 1 - sale.server });
  const late: Sale[] = [];
  const orders = first.flatMap((sale, n) => {
    if (n % duplicateEvery !== 0) return [sale];
    const kind = (n / duplicateEvery) % 10;
    if (kind === 0) return [sale, other(sale)];
    if (kind < 5) return [sale, sale];
    late.push(kind % 2 === 0 ? sale : other(sale));
    return [sale];
  });
  return [...orders, ...late];
};

const sendSale = (country: Country, sale: Sale) => async (): Promise<Answered> => {
  const { status, body } = (await country.counters[sale.counter]?.at[sale.server]?.post(
    '/api/sales',
    sale.body,
  )) ?? { status: 0, body: {} };
  return { request_id: sale.body.request_id, status, sale: JSON.stringify(body['sale']) };
};

const echo = (country: Country, n: number, body: unknown) => async (): Promise<number> => {
  const counter = country.counters[n % country.counters.length];
  const answer = await counter?.at[n % country.servers.length]?.post('/bench/echo', body);
  return answer?.status ?? 0;
};

/** Sales and echoes in alternating slices, sale-echo-echo-sale, so that a slow minute of the machine hits both. */
const sellAndEcho = async (country: Country, all: readonly Sale[], concurrency: number) => {
  const sold: Timed<Answered>[] = [];
  const echoed: Timed<number>[] = [];
  const perSlice = all.length / slices;
  const sell = async (n: number) => {
    const orders = withDuplicates(all.slice(n * perSlice, (n + 1) * perSlice));
    sold.push(
      await runLoad(
        orders.map((each) => sendSale(country, each)),
        concurrency,
      ),
    );
  };
  const echoMany = async () => {
    const tasks = Array.from({ length: echoesPerSlice }, (_, n) =>
      echo(country, n, all[n % all.length]?.body),
    );
    echoed.push(await runLoad(tasks, concurrency));
  };
  for (let n = 0; n < slices; n++) {
    if (n % 2 === 0) {
      await sell(n);
      await echoMany();
    } else {
      await echoMany();
      await sell(n);
    }
  }
  return { sold, echoed };
};

/** What must hold after the run; each sentence names one thing that does not. */
const findProblems = async (country: Country, all: readonly Sale[], answers: readonly Answered[]) => {
  const byId = Map.groupBy(answers, (each) => each.request_id);
  const wrong = [...byId.values()].filter(
    (same) =>
      same.filter((each) => each.status === 201).length !== 1 ||
      same.some((each) => each.status !== 201 && each.status !== 200) ||
      new Set(same.map((each) => each.sale)).size !== 1,
  );
  const { rows } = await sql<{ request_id: string }>`select request_id from sale`.execute(country.db);
  const stored = new Set(rows.map((each) => each.request_id));
  const verified = await verify(country.db, programme, serverKeysFrom(testServerKey).ledger, day);
  const problems = [
    passed(wrong.length === 0, `${wrong.length} requests were not answered "sold" exactly once`),
    passed(rows.length === all.length, `${rows.length} sales are stored, not ${all.length}`),
    passed(
      all.every(({ body }) => stored.has(body.request_id)),
      'an answered sale is not stored',
    ),
    passed(verified.differences.length === 0, `verify: ${JSON.stringify(verified.differences.slice(0, 5))}`),
  ].filter((each) => each !== undefined);
  return { problems, verified };
};

/**
 * 10,000 sales from 50 sites at two server processes, with 20 % duplicates, beside a bare echo of the same
 * servers. Prints the figures; answers the exit code, 1 when a sale was lost, doubled or left a difference.
 */
export const smoke = async (options: {
  concurrency: number;
  profile?: string | undefined;
}): Promise<number> => {
  const { concurrency, profile } = options;
  const country = await openCountry({ servers: 2, sites, pieces: (2 * sales) / sites + 100, profile });
  try {
    print(machineFacts(country.postgres));
    const [checked, all] = await checkAll(country, concurrency);
    const { sold, echoed } = await sellAndEcho(country, all, concurrency);
    const answers = together(sold).answers;
    const { problems, verified } = await findProblems(country, all, answers);
    const loads: Load[] = [
      { name: 'check', slices: [checked] },
      { name: 'sale', slices: sold },
      { name: 'echo', slices: echoed },
    ];
    print(`\n${sites} sites, 2 server processes, ${concurrency} requests in flight\n`);
    print(table(['', 'requests', '/s', 'median slice /s', 'p50 ms', 'p99 ms'], loads.map(phaseRow)));
    const ratio = median(sold.map(rateOf)) / median(echoed.map(rateOf));
    const accepted = answers.filter((each) => each.status === 201).length;
    print(`\nsale / echo, median slices   ${ratio.toFixed(2)}`);
    print(`sales accepted               ${accepted}`);
    print(`duplicates answered again    ${answers.filter((each) => each.status === 200).length}`);
    print(
      `verify                       ${verified.sales} sales, ${verified.movements} movements, ` +
        `${verified.differences.length} differences`,
    );
    for (const problem of problems) print(`FAILED ${problem}`);
    return problems.length === 0 ? 0 : 1;
  } finally {
    await country.stop();
  }
};
