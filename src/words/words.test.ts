import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogue, createWords, showDate, showDateWithWeekday, showMinute } from './index.ts';

type Tree = { [key: string]: string | Tree };

const flatten = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : flatten(value, `${path}${key}.`),
  );
const zh = new Map(flatten(catalogue()['zh-TW'].translation as unknown as Tree));
const en = new Map(flatten(catalogue().en.translation as unknown as Tree));
const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name ?? '').sort();

test('both languages say the same things', () => {
  assert.deepEqual([...en.keys()].sort(), [...zh.keys()].sort());
});

test('no sentence is empty, and English has no Chinese left', () => {
  const chinese = /[\u4e00-\u9fff]/;
  // Names of the owner and the system, literal strings of the language switch and of addresses.
  const names = new Set([...zh].filter(([key, text]) => en.get(key) === text).map(([key]) => key));
  for (const name of ['frame.language_label', 'pages.language', 'pages.language_label']) names.add(name);
  for (const [key, text] of en) {
    assert.notEqual(text, '', key);
    if (!names.has(key)) assert.ok(!chinese.test(text), `${key}: ${text}`);
  }
});

test('a refusal in English asks for nothing that its parameters do not have', () => {
  const same = (key: string) =>
    placeholders(zh.get(key) ?? '').join() === placeholders(en.get(key) ?? '').join();
  // Years are ROC in one language and western in the other.
  const others = new Set(['refusal.item_not_for_class']);
  for (const key of zh.keys())
    if (key.startsWith('refusal.') && !others.has(key)) assert.ok(same(key), `${key}: ${en.get(key)}`);
});

/** Every character that Big5 can write, read out of the decoder. */
const big5 = (): Set<string> => {
  const decoder = new TextDecoder('big5');
  const known = new Set<string>();
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++)
      for (const character of decoder.decode(new Uint8Array([lead, trail]))) known.add(character);
  return known;
};

test('zh-TW can be written in Big5, but for the marks of state (R127)', () => {
  const known = big5();
  const marks = new Set([...'✓✕●○▸▾›·↵−©']);
  for (const [key, text] of zh)
    for (const character of text)
      assert.ok(character < '\u0080' || known.has(character) || marks.has(character), `${key}: ${character}`);
});

test('dates are ROC in zh-TW and ISO in English (R082)', () => {
  assert.equal(showDate('2020-02-04', 'zh-TW'), '109/02/04');
  assert.equal(showDate('2020-02-04', 'en'), '2020-02-04');
  assert.equal(showDateWithWeekday('2020-02-11', 'zh-TW'), '109/02/11(週二)');
  assert.equal(showDateWithWeekday('2020-02-11', 'en'), '2020-02-11 (Tue)');
  assert.equal(showMinute('2020-02-04T16:26:00+08:00', 'zh-TW'), '109/02/04 16:26');
  assert.equal(
    createWords('zh-TW').t('refusal.already_bought', { window_days: 7, next_date: '2020-02-11' }),
    '不符購買資格：7天內已購買。下次購買起日：109/02/11(週二)',
  );
});
