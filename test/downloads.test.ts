import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { hashOf, listSources, readManifest, root, sha256 } from '../scripts/downloads/sources.ts';

const manifest = readManifest();

test('every PDF is made of its present Markdown, style and pictures: otherwise run "npm run downloads"', () => {
  for (const source of listSources()) {
    const made = manifest[source.pdf];
    assert.equal(made?.from, hashOf(source), `${source.pdf} is older than ${source.markdown}`);
    assert.equal(made.pdf, sha256(readFileSync(join(root, 'downloads', source.pdf))), source.pdf);
  }
});

test('every document of 下載專區 as shipped has its PDF, and every PDF is offered (R019)', () => {
  const shipped = JSON.parse(readFileSync(join(root, 'db/portal/downloads.json'), 'utf8'));
  const names = shipped.map((each: { file_name: string }) => each.file_name).sort();
  assert.deepEqual(Object.keys(manifest).sort(), names);
  const files = readdirSync(join(root, 'downloads')).filter((name) => name.endsWith('.pdf'));
  assert.deepEqual(files.sort(), names);
});

/** The chapter of a document, from its heading to the next of that level or above. */
const chapter = (name: string, heading: RegExp): string => {
  const text = readFileSync(join(root, 'docs/downloads', `${name}.md`), 'utf8');
  const found = heading.exec(text);
  assert.ok(found, `${name} has no ${heading}`);
  const level = /^#+/.exec(found[0])?.[0].length ?? 0;
  const rest = text.slice(found.index + found[0].length);
  const end = rest.search(new RegExp(`^#{1,${level}} `, 'm'));
  return end === -1 ? rest : rest.slice(0, end);
};

test('the chapters that the FAQ cites are there and say what it cites them for (R026, R044)', () => {
  const preparation = '健保資訊網服務系統(VPN)_準備事項說明';
  const tasks = chapter(preparation, /^## 陸、.+$/m);
  const ofRepresentative = tasks.slice(tasks.indexOf('### 一、'), tasks.indexOf('### 二、'));
  const ofManager = tasks.slice(tasks.indexOf('### 二、'), tasks.indexOf('### 三、'));
  assert.match(ofRepresentative, /^#### \(一\) 機構管理者維護作業[\s\S]*^##### 4\. 重設機構管理者之密碼$/m);
  assert.match(ofManager, /^#### \(二\) 機構使用者維護作業[\s\S]*^##### 4\. 重設機構使用者之密碼$/m);
  const cards = chapter('健保資訊網服務系統(VPN)_電子憑證元件安裝說明', /^## 肆、.+$/m);
  assert.match(cards, /醫事機構卡無法使用時[\s\S]*醫事人員卡無法使用時/);
});
