import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { browserOf, type TestApp, testApp, testClock } from '../../test/app.ts';
import { testDatabase } from '../../test/db.ts';
import { makeHq } from '../../test/factories.ts';
import { publicPaths } from './index.ts';

const start = async (t: TestContext, moment = '2020-02-04') => {
  const database = await testDatabase(t);
  const app = await testApp(t, database, testClock(moment));
  return { app, database, hq: async () => browserOf(app, await makeHq(database.db, ['hq_portal'])) };
};

const show = async (app: TestApp, url: string, headers: Record<string, string> = {}): Promise<string> => {
  const { statusCode, body } = await app.inject({ url, headers });
  assert.equal(statusCode, 200, url);
  return body;
};

const signs: Record<string, string> = { lt: '<', gt: '>', quot: '"', amp: '&', '#39': "'" };
/** What is read: without tags, and without blanks, in which seed and page differ. */
const plain = (text: string): string =>
  text
    .replaceAll(/<head>[\s\S]*?<\/head>|<[^>]+>/g, '')
    .replaceAll(/&(\w+|#39);/g, (_whole, name) => signs[name] ?? '')
    .replaceAll(/\s/g, '');

const says = (page: string, ...literals: string[]): void => {
  const text = plain(page);
  for (const literal of literals) assert.ok(text.includes(literal.replaceAll(/\s/g, '')), literal);
};

/** In this order, nothing between that is not asked about. */
const inOrder = (page: string, ...literals: string[]): void => {
  const text = plain(page);
  const places = literals.map((literal) => text.indexOf(literal));
  assert.ok(!places.includes(-1), literals.join(' '));
  assert.deepEqual(
    [...places].sort((a, b) => a - b),
    places,
    literals.join(' '),
  );
};

test('every page says the owner, the system, the menu, whom to call, and the three policies (R001, R003, R004, R006, R008, R015)', async (t) => {
  const { app } = await start(t);
  for (const path of publicPaths) {
    const page = await show(app, path);
    says(page, '衛生福利部', '中央健康保險署', '健保資訊網服務系統 (VPN)');
    inOrder(page, '醫事人員專區', '醫事機構登入', '下載專區', '聯絡窗口', '友善連結');
    says(
      page,
      '服務電話：02-231-8122',
      '服務時間：週一至週五 9:00~18:45、週六 9:00~11:00',
      '電子郵件：it_service@nhi.gov.tw',
      '網路服務電話 02-2644-3118',
      '隱私權政策 資訊安全政策 著作權聲明',
      '網站地圖 網站使用說明 電腦設定',
      '首頁網址：https://medvpn.nhi.gov.tw/',
    );
    assert.equal(page.match(/<h1\b/g)?.length, 1, path);
    assert.doesNotMatch(page, /<script|<style|style="| on\w+="/, 'nothing inline');
  }
});

test('the home page: banner, common services, newest announcements (R002, R005, R016, R020, R113)', async (t) => {
  const { app } = await start(t);
  const page = await show(app, '/', {
    'user-agent': 'Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko',
  });
  says(page, '您正在使用 Internet Explorer 瀏覽器 (版本: 11.0)', '常用服務', '下載安裝憑證相關的元件');
  inOrder(page, '系統公告', '109/02/04', '109/02/03');
  assert.doesNotMatch(page, />舊版</);
  says(await show(app, '/pages/help'), '刻正開發中,預計109/02/06完成開發');
});

test('電腦設定 to the letter, with its PDFs (R007, R009-R014, X01)', async (t) => {
  const { app } = await start(t);
  const page = await show(app, '/pages/setup');
  says(
    page,
    '系統公告 電腦設定 常見問答',
    '個人電腦均需依下列說明逐一完成後，才可正常使用本網站健保服務。',
    '若仍有疑問，可洽詢網頁左側「聯絡窗口」之「網頁諮詢服務」聯絡窗口人員。',
    'STEP 1 DNS 手動設定',
    '請依據「CMS_DNSSetting.pdf」說明文件進行電腦DNS設定。',
    'STEP 2 安裝讀卡機驅動程式與相關憑證元件、及瀏覽器設定',
    '本網站服務採用卡片登入方式認證，目前使用的讀卡機有兩種：健保讀卡機、晶片讀卡機。',
    '以下分別列出讀卡機應用的卡片，及初次登入前需要安裝及設定的內容。',
    '[健保讀卡機] 適用：醫事人員卡、健保卡、醫事機構卡',
    '[晶片讀卡機] 適用：醫事人員卡、自然人憑證、醫事機構卡、政府單位憑證',
    'STEP 3 權限管理設定',
    '本網站使用混合式權限管理機制，以「機構代碼→機構管理員→機構使用者」架構，提供機構可自主化管理內部人員權限，說明如下：(詳細請參閱文件：CMS_VPN_Prepare_2.pdf)',
    '首次使用，須透過「機構代碼」身分以「醫事機構卡」或「政府單位憑證卡」登入後，執行「機構管理員維護作業」，設定機構管理員，管理員才可使用本網站服務。',
    '由「機構管理員」持「醫事人員卡」或「健保卡」或「自然人憑證」登入後，執行下列作業，使用者才可使用本網站服務：',
    '(1) 執行「健保服務申請作業」。',
    '(2) 使用「機構使用者維護作業」，設定機構使用者。',
    '(3) 使用「使用者授權管理作業」，設定使用者可使用之健保服務。',
  );
  assert.match(page, /href="\/downloads\/CMS_DNSSetting\.pdf"/);
  assert.match(page, /href="\/downloads\/CMS_VPN_Prepare_2\.pdf"/);
});

const seedFolder = '/work/shared/seeds/';
const seedOf = (name: string): string | undefined =>
  existsSync(seedFolder + name) ? readFileSync(seedFolder + name, 'utf8') : undefined;
/** The seed without marks of Markdown, page breaks and page numbers. */
const seedText = (text: string): string =>
  text
    .replaceAll(/^---$|\*\*|\\(?=_)|^#.*$/gm, '')
    .replaceAll(/<(https[^>]+)>/g, '$1')
    .replaceAll(/\s/g, '')
    .replaceAll(/Q(\d+):/g, 'Q$1：');

test('常見問答: all 25, each word of the seed, with contents that jump (R017, R018, R024, R025, R040, R043, X22)', async (t) => {
  const { app } = await start(t);
  const page = await show(app, '/pages/faq');
  says(
    page,
    '常見問題說明',
    '目 次',
    'Q25：請問是否可以使用一代「醫事機構憑證卡」與「醫事人員憑證卡」登入新平台?',
    '可能是因為因為要求的網站無法使用或找不到。請稍後再試。',
    '「網際網路選項」→「進階」→「安全性」→「不要將加密的網頁存到磁碟機」，請勿勾選此選項',
    '請問題什麼原因呢',
    '個人電腦 需準備事項 機構代表 需準備事項 機構管理者 需準備事項 機構使用者 需準備事項',
    '目前支援版本IE6 ~ IE8。',
    '之陸、一、(一) 4。',
    '之陸、二、(二) 4。',
    '之肆、章節說明。',
    '希望於新平台上線後的3~5個月內（約101年5月~101年7月），全面改以新平台之憑證登入，以提升網路使用安全性',
  );
  for (let n = 1; n <= 25; n++) {
    assert.ok(page.includes(`href="#q${n}"`) && page.includes(`id="q${n}"`), `Q${n}`);
  }
  assert.match(page, /id="q3"[\s\S]*faq-3\.svg[\s\S]*id="q4"/);
  assert.match(page, /id="q17"[\s\S]*faq-17\.svg[\s\S]*id="q18"/);

  const seed = seedOf('004_b20c88b4213c8849.txt');
  if (!seed) return t.diagnostic('the seed is not on this machine: its FAQ was not compared word by word');
  const shown = plain(page).replaceAll('回目次', '');
  const pieces = seedText(seed.slice(seed.indexOf('**Q1'))).split(/(?=Q\d+：)|(?<=答覆：)/);
  for (const piece of pieces) assert.ok(shown.includes(piece), piece.slice(0, 80));
  const listed = [...seed.matchAll(/^(Q\d+：.*?)\s*\.+(?:\s*\d+)?$/gm)].map(([, line = '']) => line);
  assert.equal(listed.length, 25);
  says(page, ...listed);
});

test('the help page of the seed is there, line by line (R003-R015)', async (t) => {
  const { app } = await start(t);
  const seed = seedOf('000_09f8bc95281263bb.txt');
  if (!seed) return t.diagnostic('the seed is not on this machine: its help page was not compared');
  const page = await show(app, '/pages/setup', {
    'user-agent': 'Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko',
  });
  const lines = seed
    .slice(seed.lastIndexOf('衛生福利部\n中央健康保險署'))
    .split('\n')
    .map((line) => line.replace(/^\s*(\d\.|-) /, '').trim())
    .filter((line) => line !== '');
  assert.ok(lines.length > 30);
  says(page, ...lines);
});

test('a search finds both names of the role, says what it looked for, and finds nothing politely (X01)', async (t) => {
  const { app } = await start(t);
  const numbers = async (q: string) =>
    [...(await show(app, `/pages/faq?q=${encodeURIComponent(q)}`)).matchAll(/id="q(\d+)"/g)].map(
      ([, n]) => n,
    );
  assert.deepEqual(await numbers('機構管理員'), await numbers('機構管理者'));
  assert.ok((await numbers('機構管理員')).includes('4'));
  assert.deepEqual(await numbers('SAM'), ['21']);
  assert.deepEqual(await numbers('Q19'), ['19']);
  const nothing = await show(app, `/pages/faq?q=${encodeURIComponent('"><script>alert(1)</script>\u202E')}`);
  assert.doesNotMatch(nothing, /<script|\u202E/);
  says(nothing, '找不到符合的內容');
  await show(app, '/pages/faq?q=a&q=b');
});

/** Every address of ours on a page, without what is behind the log-in. */
const linksOn = (page: string): string[] => [
  ...new Set([...page.matchAll(/(?:href|src|action)="(\/[^"#]*)(?:#[^"]*)?"/g)].map(([, link = '']) => link)),
];
const behindLogIn = /^\/(login|masks|manage|services|hq|home)\b/;

test('every link on every page answers, in both languages, without a session; anchors are there (R003, R010, R013, R023)', async (t) => {
  const { app } = await start(t);
  const seen = new Set<string>();
  const pages = publicPaths.flatMap((path) => [path, `/en${path === '/' ? '' : path}`]);
  for (const path of pages) {
    const page = await show(app, path);
    for (const link of linksOn(page).filter((each) => !behindLogIn.test(each)))
      seen.add(link.replaceAll('&amp;', '&'));
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    assert.equal(new Set(ids).size, ids.length, `${path}: an id is there twice`);
    for (const [, anchor] of page.matchAll(/href="#([^"]+)"/g))
      assert.ok(ids.includes(anchor), `${path}#${anchor}`);
    for (const [, to = '', anchor = ''] of page.matchAll(/href="(\/[^"#]*)#([^"]+)"/g))
      assert.ok((await show(app, to)).includes(`id="${anchor}"`), `${path}: ${to}#${anchor}`);
  }
  for (const link of seen) {
    const { statusCode } = await app.inject({ url: link });
    assert.equal(statusCode, 200, link);
  }
  assert.ok(seen.size > 35, String(seen.size));
});

test('every document downloads in one go, is a PDF, and no header keeps it from the disk (R019, R023, R026)', async (t) => {
  const { app } = await start(t);
  const page = await show(app, '/pages/downloads');
  const links = [...page.matchAll(/href="(\/downloads\/[^"]+\.pdf)"/g)].map(([, link = '']) => link);
  const names = links.map((link) => decodeURIComponent(link.slice('/downloads/'.length)));
  for (const wanted of [
    'CMS_DNSSetting.pdf',
    'CMS_VPN_Prepare_2.pdf',
    '健保資訊網憑證元件.pdf',
    '使用本網站之瀏覽器設定.pdf',
    '健保資訊網服務系統(VPN)_電子憑證元件安裝說明.pdf',
    '健保資訊網服務系統(VPN)_準備事項說明.pdf',
    '醫療費用申報檔加密上傳API作業說明.pdf',
    '健保資訊網服務系統(VPN)-常見問題說明.pdf',
    '「防疫口罩管控系統」VPN 登錄作業使用者手冊.pdf',
  ])
    assert.ok(names.includes(wanted), wanted);
  for (const [index, link] of links.entries()) {
    const { statusCode, headers, rawPayload } = await app.inject({ url: link });
    assert.equal(statusCode, 200, link);
    assert.equal(rawPayload.subarray(0, 5).toString(), '%PDF-');
    assert.equal(headers['content-type'], 'application/pdf');
    const disposition = String(headers['content-disposition']);
    assert.match(disposition, /^attachment; filename="[ -~]+"; filename\*=UTF-8''/);
    assert.equal(decodeURIComponent(disposition.split("UTF-8''")[1] ?? ''), names[index]);
    assert.doesNotMatch(String(headers['cache-control']), /no-store|no-cache/);
    assert.equal(headers['pragma'], undefined);
    assert.equal(headers['vary'], undefined);
  }
  assert.equal((await app.inject({ url: '/downloads/nix.pdf' })).statusCode, 404);
  assert.equal((await app.inject({ url: '/downloads/..%2Fpackage.json' })).statusCode, 404);
});

test('R019, R031: one line of 下載專區 starts the card agent, from this very site and for it', async (t) => {
  const { app } = await start(t);
  const page = await show(app, '/pages/downloads');
  const { version } = (await app.inject({ url: '/downloads/evenhand-agent.json' })).json();
  assert.match(version, /^\d+\.\d+\.\d+-[\da-f]{8}$/);
  const file = `/downloads/evenhand-agent-${version}.tgz`;
  const [, from, origin] = /npx --yes (\S+) --origin (\S+?)</.exec(page) ?? [];
  assert.deepEqual([from, origin], [`http://localhost:80${file}`, 'http://localhost:80']);
  // Whoever still has the name of an older version gets the present one.
  for (const url of [file, '/downloads/evenhand-agent-0.0.1-00000000.tgz']) {
    const { statusCode, headers, rawPayload } = await app.inject({ url });
    assert.deepEqual([statusCode, headers['content-type']], [200, 'application/gzip']);
    assert.deepEqual([...rawPayload.subarray(0, 2)], [0x1f, 0x8b]);
  }
});

test('headers: no script may run, short private caching, an unchanged page is not sent again', async (t) => {
  const { app } = await start(t);
  const { headers, body } = await app.inject({ url: '/pages/help' });
  assert.equal(
    headers['content-security-policy'],
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  );
  assert.equal(headers['cache-control'], 'private, max-age=60');
  assert.match(String(headers['strict-transport-security']), /max-age=31536000/);
  assert.equal(headers['set-cookie'], undefined);
  const again = await app.inject({ url: '/pages/help', headers: { 'if-none-match': String(headers.etag) } });
  assert.deepEqual([again.statusCode, again.body], [304, '']);
  for (const [coding, unpack] of [
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const) {
    const packed = await app.inject({ url: '/pages/help', headers: { 'accept-encoding': coding } });
    assert.equal(packed.headers['content-encoding'], coding);
    assert.equal(unpack(packed.rawPayload).toString(), body);
  }
  const style = /href="(\/pages\/assets\/portal\.[\w-]+\.css)"/.exec(body)?.[1] ?? '';
  const sheet = await app.inject({ url: style });
  assert.equal(sheet.headers['cache-control'], 'public, max-age=31536000, immutable');
  assert.equal((await app.inject({ method: 'HEAD', url: '/' })).statusCode, 200);
});

test('an address that is not there says so as a page', async (t) => {
  const { app } = await start(t);
  for (const url of ['/pages/nix', '/en/pages/nix/x', '/pages/assets/../nix']) {
    const { statusCode, headers } = await app.inject({ url });
    assert.deepEqual([statusCode, headers['content-type']], [404, 'text/html; charset=utf-8'], url);
  }
});

test('announcements come and go by their days; what is for institutions is not public (R016)', async (t) => {
  const { app, hq } = await start(t);
  const editor = await hq();
  const put = (title: string, more: object) =>
    editor.post('/api/hq/content/announcements', {
      ...{ id: randomUUID(), version: 0, title, body: title, starts_on: '2020-02-05', audience: 'public' },
      ...{ site_kinds: [], ends_on: '2020-02-06', ...more },
    });
  await put('兩天公告', {});
  await put('機構公告', { audience: 'institutions' });
  const isThere = async (moment: string, title: string) => {
    app.clock.at(moment);
    return [plain(await show(app, '/')), plain(await show(app, '/pages/help'))].every((page) =>
      page.includes(title),
    );
  };
  assert.equal(await isThere('2020-02-04T23:59:59', '兩天公告'), false);
  assert.equal(await isThere('2020-02-05T00:00:00', '兩天公告'), true);
  assert.equal(await isThere('2020-02-06T23:59:59', '兩天公告'), true);
  assert.equal(await isThere('2020-02-07T00:00:00', '兩天公告'), false);
  assert.equal(await isThere('2020-02-05T12:00:00', '機構公告'), false);
});

test('what HQ writes is shown as written, and never as HTML', async (t) => {
  const { app, hq } = await start(t);
  const editor = await hq();
  const bad = `<img src=x onerror="alert(1)">'"&`;
  const id = () => randomUUID();
  const file = Buffer.from('%PDF-').toString('base64');
  for (const [path, body] of Object.entries({
    announcements: { title: bad, body: bad, starts_on: '2020-02-04', audience: 'public', site_kinds: [] },
    faq: { listed_as: bad, question: bad, answer: bad },
    'contact-lines': { text: bad, text_en: bad },
    'contact-desks': { service: bad, desk: bad, phone: bad, mail: '', hours: bad },
    downloads: { file_name: "it's 100% (a;b).pdf", title: bad, about: bad, file },
    links: { title: bad, address: `https://example.org/?a="><script>`, about: bad },
  })) {
    const { status } = await editor.post(`/api/hq/content/${path}`, { id: id(), version: 0, ...body });
    assert.equal(status, 200, path);
  }
  for (const path of publicPaths) {
    const page = await show(app, path);
    assert.doesNotMatch(page, /<img src=x|<script|"><script/, path);
  }
  says(await show(app, '/pages/help'), bad);
  const odd = await app.inject({ url: `/downloads/${encodeURIComponent("it's 100% (a;b).pdf")}` });
  assert.equal(
    odd.headers['content-disposition'],
    `attachment; filename="it's 100_ (a;b).pdf"; filename*=UTF-8''it%27s%20100%25%20%28a%3Bb%29.pdf`,
  );
});

test('the 舊版 link stands on every page while it is offered, until its last day (R041)', async (t) => {
  const { app, hq } = await start(t);
  const editor = await hq();
  const old = { version: 1, offered: true, address: 'https://old.example.tw/', ends_on: '2020-02-04' };
  await editor.post('/api/hq/content/old-platform', old);
  assert.match(await show(app, '/'), /<a href="https:\/\/old\.example\.tw\/">舊版<\/a>/);
  app.clock.at('2020-02-05');
  assert.doesNotMatch(await show(app, '/'), />舊版</);
});

test('the site map lists every function, whoever looks (R008)', async (t) => {
  const { app } = await start(t);
  says(
    await show(app, '/pages/site-map'),
    '防疫口罩管控系統_購買',
    '防疫口罩管控系統_庫存',
    '機構管理者維護作業',
    '健保服務申請作業',
    '機構使用者維護作業',
    '使用者授權管理作業',
    '醫療費用申報',
    '預檢醫療費用申報',
    '保險對象特定醫療資訊查詢作業',
    '院所申報醫師別概況作業',
  );
});

test('the tokens of the pages are those of the application (look)', () => {
  const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
  const tokens = (css: string, dark: RegExp) => {
    const [light = '', night = ''] = css.split(dark);
    const values = (part: string) =>
      Object.fromEntries(
        [...part.matchAll(/(--[a-z-]+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]),
      );
    return { light: values(light), night: values(night.split('\n}')[0] ?? '') };
  };
  const ours = tokens(read('portal.css'), /@media \(prefers-color-scheme: dark\)/);
  const theirs = tokens(read('../../web/tokens.css'), /:root\[data-mantine-color-scheme="dark"\]/);
  for (const scheme of ['light', 'night'] as const)
    for (const [name, value] of Object.entries(ours[scheme]))
      if (name !== '--head') assert.equal(value, theirs[scheme][name], `${scheme} ${name}`);
  assert.ok(Object.keys(ours.night).length > 8);
});
