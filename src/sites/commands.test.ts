import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { atEnd } from '../../test/at-end.ts';
import { testDatabase } from '../../test/db.ts';
import type { CommandIo } from './command-io.ts';
import { importSitesCommand, seedNationCommand } from './commands.ts';
import { siteProblem, siteProblemCodes } from './problems.ts';
import { createProgressBar } from './progress-bar.ts';
import { languageOf, problemSentence } from './words.ts';

const header = 'code,name,address,phone,lng,lat';
const tamsui = '5931102274,淡水藥局,新北市淡水區中山路127號,(02)86313663,121.446,25.175';

const collector = (isTTY = false) => {
  const written: string[] = [];
  return { isTTY, write: (text: string) => written.push(text), text: () => written.join('') };
};

/** The outside of a command: what it prints, and a database only when it gets as far as asking for one. */
const makeIo = (t: TestContext, env: CommandIo['env'] = {}) => {
  const [stdout, stderr] = [collector(), collector()];
  let opened: ReturnType<typeof testDatabase> | undefined;
  const db = async () => {
    opened ??= testDatabase(t);
    return (await opened).db;
  };
  const now = () => new Date('2020-02-04T01:00:00Z');
  const io: CommandIo = { stdout, stderr, env, now, withDb: async (work) => work(await db()) };
  return { io, stdout, stderr, db, wasOpened: () => opened !== undefined };
};

const inFolder = async (t: TestContext, files: Record<string, string>) => {
  const folder = await mkdtemp(join(tmpdir(), 'evenhand-sites-'));
  atEnd(t, () => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return (name: string) => join(folder, name);
};

test('import-sites takes a good list: exit code 0, a summary, the counts', async (t) => {
  const path = await inFolder(t, { 'list.csv': `${header}\n${tamsui}\n` });
  const { io, stdout, stderr } = makeIo(t);
  assert.equal(await importSitesCommand([path('list.csv')], io), 0);
  assert.match(
    stdout.text(),
    /^1 created, 0 updated, 0 unchanged, 0 lines rejected, 0 warnings \(0\.0 s\)\n$/,
  );
  assert.match(stderr.text(), /Importing .*list\.csv:\n100 % {2}2 lines\n/);
});

test('import-sites shows the first twenty problems, errors first, and writes all: exit code 1', async (t) => {
  const bad = Array.from({ length: 25 }, (_, n) => `${n},\u001b[2J藥局,新北市,,,`);
  const rows = [header, '3501200000,臺北虛擬診所,,,,', tamsui, ...bad];
  const path = await inFolder(t, { 'list.csv': rows.join('\r\n') });
  const { io, stdout, db } = makeIo(t, { LANG: 'zh_TW.UTF-8' });
  assert.equal(await importSitesCommand([path('list.csv'), '--problems', path('problems.csv')], io), 1);
  const lines = stdout.text().split('\n');
  assert.match(lines[0] ?? '', /^第4行 \S+ 錯誤: /);
  assert.match(lines[20] ?? '', /^……另有31則/);
  assert.match(stdout.text(), /新增2，更新0，未變更0，未匯入25行，警告1則/);
  assert.ok(!stdout.text().includes('\u001b'), 'a list cannot steer the terminal');
  assert.equal((await (await db()).selectFrom('site').select('code').execute()).length, 2);

  const report = await readFile(path('problems.csv'), 'utf8');
  assert.ok(report.startsWith('\uFEFF"line","column","severity","code","message"\r\n'));
  assert.match(report, /"2","code","warning","check_digit_wrong","醫事機構代碼3501200000的檢查碼不符/);
  assert.equal(report.split('\r\n').length, 1 + 51 + 1);
});

test('import-sites --dry-run says that nothing was changed', async (t) => {
  const path = await inFolder(t, { 'list.csv': `${header}\n${tamsui}\n` });
  const { io, stdout, db } = makeIo(t);
  assert.equal(await importSitesCommand(['--dry-run', '--not-allotted', path('list.csv')], io), 0);
  assert.match(stdout.text(), /1 created.*\nDry run: nothing was changed\.\n$/);
  assert.deepEqual(await (await db()).selectFrom('site').select('code').execute(), []);
});

test('a list with a wrong header or none is exit code 1, with the reason', async (t) => {
  const path = await inFolder(t, { 'wrong.csv': '代碼,名稱\n1,2\n', 'empty.csv': '' });
  for (const [name, reason] of [
    ['wrong.csv', 'Unknown header “代碼,名稱”'],
    ['empty.csv', 'no header'],
  ] as const) {
    const { io, stdout } = makeIo(t);
    assert.equal(await importSitesCommand([path(name)], io), 1);
    assert.ok(stdout.text().includes(reason), stdout.text());
  }
});

test('wrong usage is exit code 2, with the sentence and the usage, before any database', async (t) => {
  const path = await inFolder(t, { 'list.csv': `${header}\n${tamsui}\n` });
  const list = path('list.csv');
  const cases: [string[], RegExp][] = [
    [[], /^Name a file\./],
    [[list, list], /^Only one file/],
    [['--dryrun', list], /^Wrong usage: .*--dryrun/],
    [[path('absent.csv')], /^Cannot read the file .*absent\.csv \(ENOENT\)/],
    [[path('.')], /\(EISDIR\)/],
    [[list, '--problems', path('absent/problems.csv')], /^Cannot write the file .* \(ENOENT\)/],
    [[list, '--problems', list], /the very file/],
  ];
  for (const [args, sentence] of cases) {
    const { io, stdout, stderr, wasOpened } = makeIo(t);
    assert.equal(await importSitesCommand(args, io), 2, args.join(' '));
    assert.match(stderr.text(), sentence);
    assert.match(stderr.text(), /Usage: evenhand import-sites FILE\.csv/);
    assert.equal(stdout.text(), '');
    assert.ok(!wasOpened());
  }
  assert.equal(await readFile(list, 'utf8'), `${header}\n${tamsui}\n`, 'the list is as it was');
});

test('seed-nation seeds, counts what was there, and refuses numbers that cannot be', async (t) => {
  const { io, stdout, stderr } = makeIo(t);
  assert.equal(await seedNationCommand([], io), 0);
  assert.equal(await seedNationCommand(['--sites', '100', '--seed', '5'], io), 0);
  assert.match(
    stdout.text(),
    /^2 sites of the demo: 2 created, 0 there already\.\n100 sites .* 98 created, 2 there/,
  );
  for (const args of [
    ['--sites', '1.5'],
    ['--sites', '12001'],
    ['--sites=-1'],
    ['--seed', '4294967296'],
    ['x'],
  ])
    assert.equal(await seedNationCommand(args, io), 2, args.join(' '));
  assert.match(stderr.text(), /--sites must be a whole number from 0 to 12000, not “1\.5”/);
});

test('--help tells the usage in the language of the terminal', async (t) => {
  for (const command of [importSitesCommand, seedNationCommand]) {
    const { io, stdout, wasOpened } = makeIo(t, { LANG: 'zh_TW.UTF-8' });
    assert.equal(await command(['--help'], io), 0);
    assert.match(stdout.text(), /^用法：evenhand /);
    assert.ok(!wasOpened());
  }
  assert.equal(languageOf({ LC_ALL: 'C', LANG: 'zh_TW.UTF-8' }), 'en');
  assert.equal(languageOf({}), 'en');
});

test('on a terminal the progress is one bar that redraws itself, elsewhere a line a quarter', () => {
  const [terminal, file] = [collector(true), collector()];
  for (const output of [terminal, file]) {
    const bar = createProgressBar(output, 1_000, 'en');
    for (const bytes of [100, 300, 310, 990, 1_000]) bar.show({ bytes, lines: bytes });
    bar.end();
  }
  assert.equal(terminal.text().split('\r').length, 1 + 5 + 1);
  assert.ok(!terminal.text().includes('\n'));
  assert.equal(file.text(), '30 %  300 lines\n99 %  990 lines\n100 %  1,000 lines\n');
});

test('every problem has a sentence in both languages', () => {
  for (const code of siteProblemCodes)
    for (const language of ['zh-TW', 'en'] as const)
      assert.ok(problemSentence(siteProblem(1, null, code), language).length > 5, code);
});
