import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { type Browser, browserOf, testApp } from '../../test/app.ts';
import { asOwner, testDatabase } from '../../test/db.ts';
import { makeHq, makeSite } from '../../test/factories.ts';
import { openPortal } from './index.ts';

const start = async (t: TestContext) => {
  const database = await testDatabase(t);
  const app = await testApp(t, database);
  const hq = await browserOf(app, await makeHq(database.db, ['hq_portal']));
  return { database, app, hq };
};

type Row = Record<string, unknown> & { id: string; version: number; position: number; offered: boolean };
const rowsOf = async (browser: Browser, kind: string, name: string): Promise<Row[]> =>
  (await browser.get(`/api/hq/content/${kind}`)).body[name] as Row[];

const announcement = {
  title: '口罩配送',
  body: '今日配送延後。',
  starts_on: '2020-02-04',
  audience: 'public',
  site_kinds: [],
};
const save = (browser: Browser, body: object) => browser.post('/api/hq/content/announcements', body);

test('an announcement is saved once, changed by version, and keeps every version with who and when (R016, R126)', async (t) => {
  const { hq, database } = await start(t);
  const id = randomUUID();
  const first = await save(hq, { id, version: 0, ...announcement });
  assert.equal(first.status, 200);
  assert.deepEqual([first.body['version'], first.body['state']], [1, 'current']);
  assert.equal(first.body['changed_by'], '署內承辦');
  const again = await save(hq, { id, version: 0, ...announcement });
  assert.deepEqual(again.body, first.body, 'the same request twice saves once');
  const second = await save(hq, { id, version: 1, ...announcement, ends_on: '2020-02-05' });
  assert.deepEqual([second.status, second.body['version']], [200, 2]);
  const late = await save(hq, { id, version: 1, ...announcement, title: '別的' });
  assert.deepEqual([late.status, late.body.code], [409, 'content_changed']);
  const unknown = await save(hq, { id: randomUUID(), version: 3, ...announcement });
  assert.deepEqual([unknown.status, unknown.body.code], [404, 'content_not_found']);

  const { versions } = (await hq.get(`/api/hq/content/announcement/${id}/versions`)).body;
  const kept = versions as { version: number; changed_by: string; fields: { ends_on: string | null } }[];
  assert.deepEqual(
    kept.map(({ version, changed_by, fields }) => [version, changed_by, fields.ends_on]),
    [
      [2, '署內承辦', '2020-02-05'],
      [1, '署內承辦', null],
    ],
  );
  const { rows } = await asOwner(
    database,
    `select outcome, detail ->> 'version' as version from audit where act = 'content:save' order by audit_id`,
  );
  assert.deepEqual(
    rows.map((row) => `${row.outcome} ${row.version}`),
    ['done 1', 'done 2'],
  );
});

test('two editors at once: one saves, the other is told', async (t) => {
  const { hq } = await start(t);
  const id = randomUUID();
  await save(hq, { id, version: 0, ...announcement });
  const both = await Promise.all(
    ['甲', '乙'].map((title) => save(hq, { id, version: 1, ...announcement, title })),
  );
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409]);
});

test('dates the wrong way round, and a public announcement for some kinds, are refused', async (t) => {
  const { hq } = await start(t);
  const bad = { id: randomUUID(), version: 0, ...announcement };
  const reversed = await save(hq, { ...bad, ends_on: '2020-02-03' });
  assert.deepEqual([reversed.status, reversed.body.code], [422, 'announcement_dates_reversed']);
  const kinds = await save(hq, { ...bad, site_kinds: ['pharmacy'] });
  assert.deepEqual([kinds.status, kinds.body.code], [422, 'announcement_public_for_kinds']);
  for (const title of ['', '   ', 'a\nb', '\u202E右', '\u0007'])
    assert.equal((await save(hq, { ...bad, title })).status, 400, JSON.stringify(title));
});

test('who is logged in sees public announcements and those for institutions of its kind', async (t) => {
  const { hq, app, database } = await start(t);
  const put = (title: string, more: object) =>
    save(hq, { id: randomUUID(), version: 0, ...announcement, title, audience: 'institutions', ...more });
  await put('給藥局', { site_kinds: ['pharmacy'] });
  await put('給診所', { site_kinds: ['clinic'] });
  await put('給全部機構', {});
  await put('明日', { starts_on: '2020-02-05' });
  const pharmacy = await makeSite(database.db);
  const titles = async (browser: Browser) =>
    ((await browser.get('/api/announcements')).body['announcements'] as { title: string }[]).map(
      ({ title }) => title,
    );
  const seen = await titles(await browserOf(app, pharmacy.user));
  assert.ok(
    seen.includes('給藥局') && seen.includes('給全部機構') && seen.includes('「防疫口罩管控系統_庫存」作業'),
  );
  assert.ok(!seen.includes('給診所') && !seen.includes('明日'));
  assert.ok((await titles(hq)).includes('給診所'));
  assert.equal((await (await browserOf(app)).get('/api/announcements')).status, 401);
});

test('questions are added last, moved, withdrawn and offered again; numbers follow the places (R017)', async (t) => {
  const { hq } = await start(t);
  const faq = () => rowsOf(hq, 'faq', 'faq');
  const before = await faq();
  assert.deepEqual(
    before.map(({ position }) => position),
    [...Array(25).keys()].map((n) => n + 1),
  );
  const id = randomUUID();
  const fields = { listed_as: '新問題?', question: '新問題？', answer: '**答**' };
  const added = await hq.post('/api/hq/content/faq', { id, version: 0, ...fields });
  assert.equal(added.body['position'], 26);
  const moved = await hq.post(`/api/hq/content/faq/${id}/position`, { position: 1 });
  assert.deepEqual(moved.body, { position: 1 });
  assert.deepEqual(
    (await faq()).map((row) => row.id),
    [id, ...before.map((row) => row.id)],
  );
  const last = await hq.post(`/api/hq/content/faq/${id}/position`, { position: 999 });
  assert.deepEqual(last.body, { position: 26 });
  const off = await hq.post(`/api/hq/content/faq/${id}/offered`, { version: 1, offered: false });
  assert.deepEqual([off.status, off.body], [200, { version: 2 }]);
  const stale = await hq.post(`/api/hq/content/faq/${id}/offered`, { version: 1, offered: true });
  assert.equal(stale.body.code, 'content_changed');
  const on = await hq.post(`/api/hq/content/faq/${id}/offered`, { version: 2, offered: true });
  assert.deepEqual(on.body, { version: 3 });
  for (const path of ['position', 'offered']) {
    const body = path === 'position' ? { position: 1 } : { version: 1, offered: false };
    const none = await hq.post(`/api/hq/content/faq/${randomUUID()}/${path}`, body);
    assert.deepEqual([none.status, none.body.code], [404, 'content_not_found'], path);
  }
});

test('contacts, links and the old platform are edited; anybody may read the contacts (R004, R021, R022, R041)', async (t) => {
  const { hq, app } = await start(t);
  const id = randomUUID();
  const line = { id, version: 0, text: '防疫專線：1922', text_en: '' };
  assert.equal((await hq.post('/api/hq/content/contact-lines', line)).status, 200);
  const desk = { service: '測試', desk: '測試人員', phone: '', mail: 'a@b.tw', hours: '' };
  assert.equal((await hq.post('/api/hq/content/contact-desks', { id, version: 0, ...desk })).status, 200);
  const link = { title: '連結', address: 'https://example.org/', about: '' };
  assert.equal((await hq.post('/api/hq/content/links', { id, version: 0, ...link })).status, 200);
  for (const address of ['javascript:alert(1)', '//x.tw', 'https://x.tw/ y', 'ftp://x.tw'])
    assert.equal((await hq.post('/api/hq/content/links', { id, version: 1, ...link, address })).status, 400);
  const contacts = (await (await browserOf(app)).get('/api/contacts')).body;
  assert.deepEqual((contacts['lines'] as object[]).at(-1), { text: '防疫專線：1922', text_en: '' });
  assert.deepEqual((contacts['desks'] as object[]).at(-1), desk);

  assert.equal((await hq.get('/api/hq/content/old-platform')).body['offered'], false);
  const old = { version: 1, offered: true, address: 'https://old.example.tw/', ends_on: '2020-03-04' };
  const saved = await hq.post('/api/hq/content/old-platform', old);
  assert.deepEqual(saved.body, { ...old, version: 2 });
});

test('a document is uploaded, replaced, renamed, withdrawn; what it says it is must be so (R019)', async (t) => {
  const { hq, app } = await start(t);
  const id = randomUUID();
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const document = { file_name: '通知.pdf', title: '通知', about: '' };
  const put = (body: object) => hq.post('/api/hq/content/downloads', body);
  const none = await put({ id, version: 0, ...document });
  assert.deepEqual([none.status, none.body.code], [422, 'file_missing']);
  const script = await put({ id, version: 0, ...document, file: base64('<script>') });
  assert.deepEqual([script.status, script.body.code], [422, 'file_not_accepted']);
  const large = await put({
    id,
    version: 0,
    ...document,
    file: base64(`%PDF-${'x'.repeat(5 * 1024 * 1024)}`),
  });
  assert.deepEqual([large.status, large.body.code], [422, 'file_too_large'], JSON.stringify(large.body));
  const first = await put({ id, version: 0, ...document, file: base64('%PDF-1') });
  assert.deepEqual([first.status, first.body['bytes'], first.body['shipped']], [200, 6, false]);
  const taken = await put({ id: randomUUID(), version: 0, ...document, file: base64('%PDF-2') });
  assert.deepEqual([taken.status, taken.body.code], [409, 'file_name_taken']);
  await put({ id, version: 1, ...document, file: base64('%PDF-two') });
  const fetch = (address: unknown) => app.inject({ url: String(address) });
  assert.equal((await fetch(first.body['address'])).body, '%PDF-two');
  await put({ id, version: 2, ...document, file_name: '新通知.pdf' });
  assert.equal(
    (await fetch('/downloads/%E6%96%B0%E9%80%9A%E7%9F%A5.pdf')).body,
    '%PDF-two',
    'the file stays',
  );
  assert.equal((await fetch(first.body['address'])).statusCode, 404);

  // A document of the program keeps its bytes under another name.
  const shipped = (await rowsOf(hq, 'downloads', 'downloads'))[0];
  assert.ok(shipped?.['shipped']);
  const before = (await fetch(shipped['address'])).rawPayload;
  await put({ id: shipped.id, version: 1, file_name: 'DNS.pdf', title: 'DNS', about: '' });
  assert.ok((await fetch('/downloads/DNS.pdf')).rawPayload.equals(before));
  await hq.post(`/api/hq/content/download/${shipped.id}/offered`, { version: 2, offered: false });
  assert.equal((await fetch('/downloads/DNS.pdf')).statusCode, 404);
});

test('a new release never overwrites what HQ has changed, and brings back nothing that HQ took off', async (t) => {
  const { hq, database } = await start(t);
  const [first] = await rowsOf(hq, 'faq', 'faq');
  assert.ok(first);
  const { id } = first;
  await hq.post('/api/hq/content/faq', { id, version: 1, listed_as: '改', question: '改', answer: '改' });
  await hq.post(`/api/hq/content/faq/${id}/offered`, { version: 2, offered: false });
  const before = await rowsOf(hq, 'faq', 'faq');
  await Promise.all([1, 2, 3].map(() => openPortal(database.db, new Date())));
  assert.deepEqual(await rowsOf(hq, 'faq', 'faq'), before);
});

test('preview answers what the pages will show, and stores nothing', async (t) => {
  const { hq } = await start(t);
  const { status, body } = await hq.post('/api/hq/content/preview', { markdown: '**a** <b>' });
  assert.deepEqual([status, body], [200, { html: '<p><strong>a</strong> &lt;b&gt;</p>\n' }]);
});

test('nobody else edits content, nor reads what is not public', async (t) => {
  const { app, database } = await start(t);
  const site = await makeSite(database.db);
  const others = [
    await browserOf(app, site.manager),
    await browserOf(app, site.representative),
    await browserOf(app, await makeHq(database.db, ['hq_policy', 'hq_audit'])),
  ];
  for (const other of others) {
    assert.equal((await other.get('/api/hq/content/announcements')).status, 403);
    assert.equal((await save(other, { id: randomUUID(), version: 0, ...announcement })).status, 403);
  }
  const stranger = await browserOf(app);
  assert.equal((await stranger.get('/api/hq/content/downloads')).status, 401);
});
