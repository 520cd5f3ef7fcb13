import { parseArgs } from 'node:util';
import { buildWebIfStale } from '../../scripts/build-web.ts';
import { createClock, weekdayOf } from '../platform/clock.ts';
import { type Config, readConfig } from '../platform/config.ts';
import { migrate } from '../platform/migrate.ts';
import { type Running, serve } from '../serve.ts';
import { type Command, print } from './command.ts';
import { startDatabase } from './database.ts';

/** A fictional number that may buy today: ending in an even digit on Tuesday, Thursday and Saturday. */
const numberForToday = (config: Config): string =>
  weekdayOf(createClock(config.today).now().day) % 2 === 0 ? 'F100000024' : 'A123456789';

const welcome = (running: Running, config: Config): string => {
  const rows = running.logIns.map(
    ({ account, password, site, role }) => `    ${account.padEnd(15)} ${password}   ${site}  ${role}`,
  );
  const demo =
    rows.length === 0
      ? []
      : [
          '',
          '  Demo log-ins (一般登入)',
          ...rows,
          '',
          '  Try first / 先試試',
          '    1. 防疫口罩管控系統_庫存: confirm the arrival (到貨確認)',
          `    2. 防疫口罩管控系統_購買: 02, ${numberForToday(config)}, 19740503, F9, F8, Enter`,
          ...(config.today ? [] : ['    As in the manual: npm start -- --today 2020-02-04']),
        ];
  return [
    '',
    `  Evenhand 防疫口罩管控系統   ${running.address}`,
    ...(config.today ? [`  Business day ${config.today} (Taipei)`] : []),
    `  API ${running.address}/docs   metrics ${running.opsAddress}`,
    ...(config.logFile ? [`  Log ${config.logFile}`] : []),
    ...demo,
    '',
    '  Ctrl-C ends.',
    '',
  ].join('\n');
};

const untilSignal = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });

export const serveCommand: Command = {
  name: 'serve',
  summary: 'start the server, on the embedded PostgreSQL or on DATABASE_URL',
  usage: `evenhand serve [--today 2020-02-04]

  --today DAY     run on that Taipei day (for trying and training; refused in production)

  DATABASE_URL    a PostgreSQL >= 15 instead of the embedded one
  PORT, HOST      where to listen; 127.0.0.1 and a free port by default
  EVENHAND_VAR    folder for the embedded database and the secrets; ./var by default`,
  run: async (args) => {
    const { values } = parseArgs({ args, options: { today: { type: 'string' } } });
    const config = readConfig(process.env, { today: values.today });
    const stopped = untilSignal();
    if (!config.production) await buildWebIfStale();
    const database = await startDatabase(config);
    try {
      if (!config.production || config.ownerUrl !== config.databaseUrl) await migrate(database.ownerUrl);
      const running = await serve(config, database.appUrl);
      database.announce(running.address);
      print(welcome(running, config));
      await stopped;
      await running.stop();
      return 0;
    } finally {
      await database.stop();
    }
  },
};
