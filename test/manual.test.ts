import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { agentSentences, windowWords } from '../agent/words.ts';
import { commands } from '../src/commands/index.ts';
import { createWords } from '../src/words/index.ts';
import { refusals } from '../src/words/zh-TW.refusals.ts';
import { pageSentences } from '../web/agent/sentences.ts';
import { samplesOf } from './manual.samples.ts';

const folder = resolve(import.meta.dirname, '../docs/manual');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const pages = globSync('*.md', { cwd: folder }).sort();

/** Where links of a text lead, pictures and sites elsewhere apart. */
const linksIn = (text: string): string[] =>
  [...text.matchAll(/(?<!!)\[[^\]]*\]\(([^)\s]+)\)/g)]
    .map(([, to = '']) => to)
    .filter((to) => !/^https?:/.test(to));

/** A heading's anchor, as the places that show Markdown make it: letters, digits, hyphens and underscores stay. */
const anchorOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
    .replaceAll(' ', '-');

const anchorsIn = (text: string): string[] => [
  ...[...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => anchorOf(heading)),
  ...[...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id),
];

test('every picture that the manual names is there, and every picture is named once', () => {
  const named = pages.flatMap((page) =>
    [...read(page).matchAll(/!\[[^\]]+\]\(pictures\/([^)]+)\)/g)].map(([, name = '']) => name),
  );
  assert.deepEqual([...named].sort(), globSync('**/*.png', { cwd: join(folder, 'pictures') }).sort());
});

test('figures are numbered on, each under its picture', () => {
  const text = read('README.md');
  const captions = [...text.matchAll(/^\s*\*圖(\d+)　.+\*$/gm)].map(([, no]) => Number(no));
  const pictures = text.match(/!\[/g) ?? [];
  assert.deepEqual(
    captions,
    pictures.map((_, index) => index + 1),
  );
});

test('links and anchors lead somewhere, and no anchor is there twice', () => {
  for (const page of pages) {
    const anchors = anchorsIn(read(page));
    assert.deepEqual(
      anchors.filter((each, index) => anchors.indexOf(each) !== index),
      [],
      page,
    );
    for (const link of linksIn(read(page))) {
      const [path = '', anchor] = decodeURIComponent(link).split('#');
      const target = path === '' ? join(folder, page) : resolve(folder, path);
      assert.ok(existsSync(target), `${page}: ${link}`);
      if (anchor === undefined) continue;
      assert.equal(dirname(target), folder, `${page}: ${link}`);
      assert.ok(anchorsIn(read(basename(target))).includes(anchor), `${page}: ${link}`);
    }
  }
});

test('the table of contents has every chapter', () => {
  for (const page of pages) {
    const text = read(page);
    const headings = [...text.matchAll(/^#{2,6} (.+)$/gm)].map(([, each = '']) => anchorOf(each));
    const listed = linksIn(text.slice(text.indexOf('## 目次')));
    const missing = headings.filter((each) => each !== '目次' && !listed.includes(`#${each}`));
    // Chapters of three short steps need no entry of their own.
    assert.deepEqual(missing, page === 'problems.md' ? ['先確認的三件事'] : [], page);
  }
});

/** Sentences that a screen says itself and that ask for something to be done. */
const ofScreens = [
  ...[
    'reader_failed',
    'no_agent',
    'number_missing',
    'birth_date_missing',
    'check_failed',
    'day_changed',
    'sold_out',
  ],
  ...['doubt', 'newborn'],
].map((each) => `counter.${each}`);
const ofOthers = [
  ...['common.no_answer', 'common.not_known', 'common.no_such_page', 'frame.no_connection'],
  ...['log_in.no_answer', 'log_in.account_missing', 'log_in.password_missing', 'log_in.again_why'],
  ...['log_in.not_installed', 'log_in.not_enrolled', 'log_in.passkey_failed'],
  ...['home.nothing', 'stock.whole_number', 'stock.void_reason_missing'],
  ...['stock.note_missing', 'stock.pieces_missing'],
];

/** What the card component says, and the page in its place; one that both say stands there once. */
const ofComponent: [string, string][] = [
  ...Object.entries(agentSentences).map(([name, said]): [string, string] => [`agent-${name}`, said['zh-TW']]),
  ...Object.entries(pageSentences)
    .filter(([, said]) => !Object.values(agentSentences).some((each) => each['zh-TW'] === said['zh-TW']))
    .map(([name, said]): [string, string] => [`page-${name}`, said['zh-TW']]),
  ['window-lost', windowWords.lost['zh-TW']],
];

test('problems.md has each sentence to the letter, with cause and what to do', () => {
  const { t } = createWords('zh-TW');
  const text = read('problems.md');
  const rows = new Map(
    [...text.matchAll(/^\| <a id="([^"]+)"><\/a>(.+?) \| (.+?) \| (.+?) \|$/gm)].map(([, id = '', said]) => [
      id,
      said,
    ]),
  );
  const words = [...Object.keys(refusals).map((code) => `refusal.${code}`), ...ofScreens, ...ofOthers];
  for (const word of words) {
    const code = word.replace('refusal.', '');
    assert.equal(rows.get(code.replaceAll('.', '-')), t(word, samplesOf(code)), word);
  }
  for (const [anchor, said] of ofComponent) assert.equal(rows.get(anchor), said, anchor);
  assert.equal(rows.size, words.length + ofComponent.length, 'a sentence that nobody says any more');
});

test('operator.md has every subcommand and every variable of the environment', () => {
  const text = read('operator.md');
  for (const { name } of commands) assert.ok(text.includes(`| \`${name}\` |`), name);
  const config = readFileSync(new URL('../src/platform/config.ts', import.meta.url), 'utf8');
  for (const [, name = ''] of config.matchAll(/env\['([A-Z_]+)'\]/g)) assert.ok(text.includes(name), name);
});

/** The seed's own words, blanks and marks of Markdown apart (R074, R075, R069-R073, X05, X10, X13). */
const literal = [
  '本系統係提供武漢肺炎（嚴重特殊傳染性肺炎）防疫期間口罩購買管控作業',
  '如貴單位曾申請本署 VPN 任一服務項目，則由本署統一授權給有藥局之職登藥劑師及藥劑生或衛生所職登之醫師及護理人員資格之使用者',
  '完成「防疫口罩管控系統」健保服務申請後，使用者以「憑證登入」(醫事人員卡、健保卡或自然人憑證)進入如下畫面，左邊「服務項目」將顯示該登入人員個人所屬權限之作業清單。',
  '點選：「防疫口罩管控系統」之「防疫口罩管控系統_購買」作業。',
  '「防疫口罩管控系統」畫面，欄位名稱前有「*」標記者為必填欄位。',
  '請先至「防疫口罩管控系統_庫存」作業,確認今日口罩是否到貨?若無庫存,則無法進行交易!',
  '01-健保卡 02-健保卡(卡片異常請輸入ID) 03-居留證 04-入出境許可證 05-護照',
  '若讀卡異常或未安裝健保讀卡機\\晶片讀卡機，請選擇「02-健保卡(卡片異常)」進行手動證號及出生年月日輸入。',
  '當7天內已購買者，則顯示不符購買資格及下次購買起日',
  '符合資格者則無跳出任何訊息，可直接輸入本次購買紀錄，12歲以下(民國97年(含)後出生者)民眾可購買兒童或成人型口罩，而13歲以上(民國96年(含)前出生者)民眾只可購買成人型口罩，每次購買總片數不得超過規定上限(目前為2片)。',
  '點確定->購買即完成購買程序，將購買紀錄新增至系統，並顯示【最近購買紀錄】資訊。',
  '換個案購買時請先按清除後再重新執行資格審核',
  '首次使用「防疫口罩管控系統」此服務項目者，請先依下列說明完成相關前置作業，方能使用此服務項目：',
  '相關細部作業說明，請參閱首頁右上方之「網站使用說明」、「電腦設定」',
];

test('the manual keeps the seed’s words', () => {
  const plain = (text: string): string => text.replaceAll(/\*\*|\s/g, '');
  const text = plain(read('README.md'));
  for (const each of literal) assert.ok(text.includes(plain(each)), each);
});
