import { type FileHandle, open } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createClock, isDay } from '../platform/clock.ts';
import { migrate } from '../platform/migrate.ts';
import { openProgramme } from '../programme.ts';
import {
  importRegister,
  isRegister,
  keepUsedServices,
  type RegisterResult,
  registerNames,
} from '../services/index.ts';
import { createWords } from '../words/index.ts';
import { type Command, print, printError } from './command.ts';
import { withDb } from './database.ts';

/** The first problems in full; a list of thousands helps nobody on a screen. */
const shownProblems = 20;

const describe = ({ problems }: RegisterResult): string[] => {
  const words = createWords('en');
  const shown = problems.slice(0, shownProblems).map(({ line, column, refusal }) => {
    const place = column === null ? `line ${line}` : `line ${line}, ${column}`;
    return `  ${place}: ${words.t(`refusal.${refusal.code}`, { ...refusal.params })}`;
  });
  const left = problems.length - shown.length;
  return left > 0 ? [...shown, `  … and ${left} more`] : shown;
};

const openFile = async (path: string): Promise<FileHandle | undefined> => {
  const handle = await open(path, 'r').catch(() => undefined);
  if (!handle || !(await handle.stat()).isDirectory()) return handle;
  await handle.close();
  return undefined;
};

export const importRegisterCommand: Command = {
  name: 'import-register',
  summary: 'take over a register: practice registrations, contracts, use of the old platform, cards',
  usage: `evenhand import-register registrations|contracts|usage|cards|spare-cards FILE.csv [--dry-run]

  registrations   醫事機構代碼, 證號, 職業類別, 起日[, 迄日]   who practises as what where (職登)
  contracts       醫事機構代碼, 起日[, 迄日]                   from when until when an institution is contracted
  usage           醫事機構代碼, 服務代碼, 使用日期[, 次數]      which service ran on which day
  cards           醫事機構代碼, 卡片種類, 憑證用戶序號          whose an institution's card is (醫事機構卡 or 政府單位憑證卡)
  spare-cards     憑證用戶序號                                醫師備用卡, which may not log in

  UTF-8; days as 2020-02-04, 109/02/04 or 1090204. Good rows are taken, bad ones are told by line and column.
  Numbers become keys while they are read and are not stored. Exit code 1 when rows were rejected.`,
  run: async (args, config) => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { 'dry-run': { type: 'boolean', default: false } },
    });
    const [register = '', path = '', more] = positionals;
    if (!isRegister(register) || path === '' || more !== undefined) {
      printError(
        `Name a register (${registerNames.join(', ')}) and a file.\n\n${importRegisterCommand.usage}`,
      );
      return 2;
    }
    const file = await openFile(path);
    if (!file) {
      printError(`The file ${path} cannot be opened.`);
      return 2;
    }
    const now = createClock(config.today).now();
    const dryRun = values['dry-run'];
    const result = await withDb(config, 'evenhand_app', async (db, { ownerUrl }) => {
      await migrate(ownerUrl);
      const { keys } = await openProgramme(db, config, now.at);
      const source = file.createReadStream();
      return importRegister(db, { register, source, staffKey: keys.staff, now, dryRun });
    });
    const { rows, changed, rejected } = result;
    print(
      [
        ...describe(result),
        `${rows} rows read: ${changed} new or changed, ${rejected} rejected.${dryRun ? ' A dry run: nothing was stored.' : ''}`,
      ].join('\n'),
    );
    return rejected > 0 ? 1 : 0;
  },
};

export const keepServicesCommand: Command = {
  name: 'keep-services',
  summary: 'let institutions that used the old platform keep their services (R068)',
  usage: `evenhand keep-services [--service claims] [--from 2011-07-01] [--until 2011-12-31]

  Institutions that ran the service in those days, by the register of usage, keep every service they used
  without applying again; the others apply. Again changes nothing.`,
  run: async (args, config) => {
    const { values } = parseArgs({
      args,
      options: {
        service: { type: 'string', default: 'claims' },
        from: { type: 'string', default: '2011-07-01' },
        until: { type: 'string', default: '2011-12-31' },
      },
    });
    const { service, from, until } = values;
    if (!isDay(from) || !isDay(until) || until < from) {
      printError(
        `--from and --until must be days as 2011-07-01, in this order.\n\n${keepServicesCommand.usage}`,
      );
      return 2;
    }
    const now = createClock(config.today).now();
    const { sites, applications } = await withDb(config, 'evenhand_app', async (db, { ownerUrl }) => {
      await migrate(ownerUrl);
      return keepUsedServices(db, { service, from, until }, now);
    });
    print(`${sites} institutions ran "${service}": ${applications} services kept.`);
    return 0;
  },
};
