import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOf } from './browser.ts';
import { html, toText } from './html.ts';
import { fromMarkdown } from './markdown.ts';
import { holdsAll, isFor, isOldOffered, isWhatItsNameSays, moveTo, stateOf } from './rules.ts';

test('an announcement is current from its first day to its last, Taipei days (R016)', () => {
  const row = { starts_on: '2020-02-04', ends_on: '2020-02-06', offered: true };
  const states = ['2020-02-03', '2020-02-04', '2020-02-06', '2020-02-07'].map((day) => stateOf(row, day));
  assert.deepEqual(states, ['planned', 'current', 'current', 'past']);
  assert.equal(stateOf({ ...row, ends_on: null }, '2030-01-01'), 'current');
  assert.equal(stateOf({ ...row, offered: false }, '2020-02-05'), 'withdrawn');
});

test('who an announcement is for', () => {
  const row = { starts_on: '2020-02-04', ends_on: null, offered: true } as const;
  const nobody = { logged_in: false } as const;
  const at = (site_kind: string | undefined) => ({ logged_in: true, site_kind }) as const;
  const isShown = (audience: 'public' | 'institutions', site_kinds: string[]) =>
    [nobody, at('pharmacy'), at('clinic'), at(undefined)].map((reader) =>
      isFor({ ...row, audience, site_kinds }, reader),
    );
  assert.deepEqual(isShown('public', []), [true, true, true, true]);
  assert.deepEqual(isShown('institutions', []), [false, true, true, true]);
  assert.deepEqual(isShown('institutions', ['pharmacy']), [false, true, false, true]);
});

test('the old platform is linked until its last day (R041)', () => {
  assert.equal(isOldOffered({ offered: false, ends_on: null }, '2012-02-01'), false);
  assert.equal(isOldOffered({ offered: true, ends_on: '2012-03-31' }, '2012-03-31'), true);
  assert.equal(isOldOffered({ offered: true, ends_on: '2012-03-31' }, '2012-04-01'), false);
});

test('a search finds the role by both its names, whatever the width and the blanks (X01)', () => {
  for (const q of ['機構管理者', '機構管理員', '密碼 管理員', 'VPN', 'ｖｐｎ', 'SAM卡', '管理者維護'])
    assert.ok(holdsAll('機構管理者使用SAM 卡登入VPN，忘記密碼時選「**機構管理者維護**」作業', q), q);
  assert.ok(!holdsAll('機構管理者', '機構代表'));
});

test('moving one piece moves the others', () => {
  const ids = ['a', 'b', 'c', 'd'];
  assert.deepEqual(moveTo(ids, 'd', 1), ['d', 'a', 'b', 'c']);
  assert.deepEqual(moveTo(ids, 'a', 3), ['b', 'c', 'a', 'd']);
  assert.deepEqual(moveTo(ids, 'a', 99), ['b', 'c', 'd', 'a']);
  assert.deepEqual(moveTo(ids, 'b', 2), ids);
});

test('a file is what it begins with, not what it is called', () => {
  const pdf = Buffer.from('%PDF-1.7 …');
  const zip = Buffer.from('PK\u0003\u0004…');
  assert.ok(isWhatItsNameSays('a.pdf', pdf) && isWhatItsNameSays('a.zip', zip));
  assert.ok(!isWhatItsNameSays('a.pdf', zip) && !isWhatItsNameSays('a.zip', pdf));
  assert.ok(
    !isWhatItsNameSays('a.pdf', Buffer.from('<script>')) && !isWhatItsNameSays('a.pdf', Buffer.alloc(0)),
  );
});

test('the browser by its product and version (R005)', () => {
  const says = (userAgent: string) => Object.values(browserOf(userAgent) ?? {}).join(' ');
  const windows = 'Mozilla/5.0 (Windows NT 6.1; WOW64; ';
  const webkit = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) ';
  assert.equal(says(`${windows}Trident/7.0; rv:11.0) like Gecko`), 'Internet Explorer 11.0');
  assert.equal(says('Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 5.1)'), 'Internet Explorer 8.0');
  assert.equal(says(`${webkit}Chrome/150.0.0.0 Safari/537.36 Edg/150.0.0.0`), 'Microsoft Edge 150.0');
  assert.equal(says(`${webkit}Chrome/150.0.0.0 Safari/537.36`), 'Chrome 150.0');
  assert.equal(says(`${windows}rv:140.0) Gecko/20100101 Firefox/140.0`), 'Firefox 140.0');
  assert.equal(
    says('Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15'),
    'Safari 26.1',
  );
  assert.equal(browserOf(''), undefined);
  assert.equal(browserOf('curl/8.0'), undefined);
});

test('a template escapes what is put into it, whatever stands before', () => {
  const bad = `"><script>alert('1')</script>&`;
  const safe = '&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;';
  assert.equal(toText(html`<p title="${bad}">!${bad}</p>`), `<p title="${safe}">!${safe}</p>`);
  assert.equal(
    toText(html`<ul>${[1, 2].map((n) => html`<li>${n}</li>`)}${false}${undefined}</ul>`),
    '<ul><li>1</li><li>2</li></ul>',
  );
});

test('Markdown of HQ makes no script, no foreign picture, no strange link', () => {
  const text = [
    '<script>alert(1)</script><img src=x onerror=alert(1)>',
    '[a](javascript:alert(1)) [b](data:text/html,x) [c](//evil.example) [d](https://a.example/?x="y") [e](mailto:a@b.tw)',
    '![x](https://evil.example/x.png) ![y](/pages/figures/faq-3.svg)',
    '# 標題',
  ].join('\n\n');
  const made = toText(fromMarkdown(text));
  assert.doesNotMatch(
    made,
    /<script|<img src=x|href="(?!https:\/\/a\.example|mailto:a@b\.tw)|src="(?!\/pages\/figures\/)/,
  );
  assert.match(made, /href="https:\/\/a\.example\/\?x=%22y%22"/);
  assert.match(made, /<img src="\/pages\/figures\/faq-3.svg" alt="y">/);
  assert.match(made, /<h4>標題<\/h4>/);
});

test('numbered items in a cell stand on lines of their own (R025)', () => {
  const made = toText(fromMarkdown('| a |\n|---|\n| 1. 甲 2. 乙 3. 丙 |'));
  assert.match(made, /<td>1\. 甲<br>\s*2\. 乙<br>\s*3\. 丙<\/td>/);
});
