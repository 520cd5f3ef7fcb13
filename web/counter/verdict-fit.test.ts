import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitOf } from './verdict-fit.ts';

const sizeOf = (text: string) => fitOf(text).size;

test('the usual verdicts are set at 40 px, the longest smaller', () => {
  assert.equal(sizeOf('可購買2片 (民國63年生，證號末碼4為雙號，週二)'), 'large');
  assert.equal(sizeOf('購買成功：成人口罩2片、兒童口罩0片，共10元。'), 'large');
  assert.equal(sizeOf('不符購買資格：7天內已購買。下次購買起日：109/02/11(週二)'), 'large');
  assert.equal(sizeOf('連線中斷，正在確認本次購買是否完成，請勿重複購買。'), 'large');
  assert.equal(
    sizeOf('不符購買資格：證號末碼9為單號，今日(週二)限雙號購買。最近可購買日：109/02/05(週三)'),
    'middle',
  );
});

test('where whole clauses do not fit they end at a date or a bracket, never within a word', () => {
  const text = '不符購買資格：證號末碼9為單號，今日(週二)限雙號購買。最近可購買日：109/02/05(週三)';
  const { clauses } = fitOf(text);
  assert.deepEqual(clauses, [
    ...['不符購買資格：', '證號末碼9為單號，', '今日(週二)', '限雙號購買。', '最近可購買日：'],
    '109/02/05(週三)',
  ]);
  assert.equal(fitOf(text, 1).size, 'small');
});

test('clauses stay whole, and together they are the sentence', () => {
  const text = '購買成功：成人口罩2片、兒童口罩0片，共10元。';
  const { clauses } = fitOf(text);
  assert.deepEqual(clauses, ['購買成功：', '成人口罩2片、', '兒童口罩0片，', '共10元。']);
  for (const each of [text, '可購買2片 (民國63年生，證號末碼4為雙號，週二)', 'May buy 2 (born 1974)'])
    assert.equal(fitOf(each).clauses.join(''), each);
});
