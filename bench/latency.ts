import { randomUUID } from 'node:crypto';
import { formOf, openCountry } from './country.ts';
import { runLoad } from './load.ts';
import { machineFacts, phaseRow, print, table } from './report.ts';

const people = 600;
/** Not counted: the first requests meet code that is not compiled yet. */
const warmUp = 100;

/** One clerk at one counter, one request after the other: what a check and a sale take. */
export const latency = async (): Promise<number> => {
  const country = await openCountry({ servers: 1, sites: 1, pieces: 2 * (people + warmUp) });
  try {
    const [counter] = country.counters;
    const [browser] = counter?.at ?? [];
    if (!counter || !browser) throw new Error('no counter');
    const all = Array.from({ length: warmUp + people }, (_, n) => n);
    const check = (n: number) => () => browser.post('/api/checks', formOf(n, counter.site));
    await runLoad(all.slice(0, warmUp).map(check), 1);
    const checked = await runLoad(all.map(check), 1);
    const sale = (approval: unknown) => async () => {
      const body = { request_id: randomUUID(), approval, quantities: { adult_mask: 2 }, by_proxy: false };
      const answer = await browser.post('/api/sales', body);
      if (answer.status !== 201) throw new Error(`a sale was answered with ${answer.status}`);
    };
    const sales = checked.answers.map(({ body }) => sale(body['approval']));
    await runLoad(sales.slice(0, warmUp), 1);
    const sold = await runLoad(sales.slice(warmUp), 1);
    const echoed = await runLoad(
      all.slice(warmUp).map((n) => () => browser.post('/bench/echo', formOf(n, counter.site))),
      1,
    );
    print(machineFacts(country.postgres));
    print('\n1 clerk, 1 server process, one request after the other, as the client sees it\n');
    const loads = [
      { name: 'check', slices: [checked] },
      { name: 'sale', slices: [sold] },
      { name: 'echo', slices: [echoed] },
    ];
    print(table(['', 'requests', '/s', 'median slice /s', 'p50 ms', 'p99 ms'], loads.map(phaseRow)));
    return 0;
  } finally {
    await country.stop();
  }
};
