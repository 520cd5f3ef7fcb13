import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { test } from 'node:test';
import { browserOf, testApp } from './app.ts';
import { testDatabase } from './db.ts';
import { makeSite } from './factories.ts';

type Context = Parameters<typeof testDatabase>[0];

/** The server on a real port: bodies cross a socket as a browser's do. */
const listening = async (t: Context) => {
  const database = await testDatabase(t);
  const app = await testApp(t, database);
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const site = await makeSite(database.db);
  return { app, address, site };
};

const json = 'application/json';
const deep = (open: string, close: string, levels: number) => open.repeat(levels) + close.repeat(levels);
const withAccount = (rest: string) => `{"account":"a","password":"b",${rest}}`;

const bodies: [what: string, status: number, code: string, body: string | Uint8Array, type?: string][] = [
  ['invalid UTF-8', 400, 'malformed_body', Buffer.from('{"account":"\xff\xfe","password":"b"}', 'latin1')],
  ['UTF-8 cut in two', 400, 'malformed_body', Buffer.from('{"account":"帳').subarray(0, -1)],
  ['UTF-16', 400, 'malformed_body', Buffer.from(withAccount('"x":1'), 'utf16le')],
  ['nothing', 400, 'malformed_body', ''],
  ['blanks', 400, 'malformed_body', '   '],
  ['half a JSON', 400, 'malformed_body', '{"account":'],
  ['two JSONs', 400, 'malformed_body', '{}{}'],
  ['JavaScript', 400, 'malformed_body', "{account:'a'}"],
  ['NaN', 400, 'malformed_body', withAccount('"x":NaN')],
  ['__proto__', 400, 'malformed_body', withAccount('"__proto__":{"x":1}')],
  ['__proto__ in disguise', 400, 'malformed_body', withAccount('"\\u005f_proto__":{"x":1}')],
  ['a prototype', 400, 'malformed_body', withAccount('"constructor":{"prototype":{}}')],
  ['a NUL in a name', 400, 'malformed_body', withAccount('"a\\u0000":1')],
  ['10,000 levels of objects', 400, 'malformed_body', deep('{"a":', '}', 10_000).replace(':}', ':1}')],
  ['32,000 levels of lists', 400, 'malformed_body', deep('[', ']', 32_000)],
  ['the same name twice, the second wrong', 400, 'invalid_input', withAccount('"account":1')],
  ['text', 415, 'unsupported_content_type', withAccount('"x":1'), 'text/plain'],
  ['a form', 415, 'unsupported_content_type', 'account=a&password=b', 'application/x-www-form-urlencoded'],
  ['a file', 415, 'unsupported_content_type', '--x--', 'multipart/form-data; boundary=x'],
  ['nearly JSON', 415, 'unsupported_content_type', '{}', 'application/jsonp'],
  ['no type at all', 415, 'unsupported_content_type', Buffer.from('{}'), ''],
];

test('bodies that are no JSON of ours are refused and the server goes on (design §7, bad input)', async (t) => {
  const { address } = await listening(t);
  for (const [what, status, code, body, type = json] of bodies) {
    const answer = await fetch(`${address}/api/session`, {
      method: 'POST',
      body,
      headers: { ...(type && { 'content-type': type }), 'accept-language': 'en' },
    });
    const said = (await answer.json()) as Record<string, unknown>;
    assert.deepEqual([answer.status, said['code']], [status, code], what);
    assert.match(String(said['message']), /^[A-Z]/, what);
    assert.ok(said['request_id'], what);
  }
  assert.equal((await fetch(`${address}/healthz`)).status, 200);
});

test('a body of 10 MB is refused before it is read: 413 (design §7, bad input)', async (t) => {
  const { app } = await listening(t);
  const answer = await app.inject({
    method: 'POST',
    url: '/api/session',
    payload: JSON.stringify({ account: 'a', password: 'x'.repeat(10_000_000) }),
    headers: { 'content-type': json },
  });
  assert.equal(answer.statusCode, 413);
  assert.equal(answer.json().code, 'body_too_large');
  assert.ok(answer.json().request_id);
});

/** What the server says to bytes that no HTTP client would send. */
const sendBytes = (address: string, bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(address).port), '127.0.0.1');
    let said = '';
    socket.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
    socket.once('error', reject).once('close', () => resolve(said));
    socket.end(bytes, 'latin1');
  });

test('bytes that are no HTTP get a 400, and a chunked body is counted as it comes', async (t) => {
  const { address } = await listening(t);
  assert.match(await sendBytes(address, 'rubbish\r\n\r\n'), /^HTTP\/1\.1 400 /);
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
  const head = `POST /api/session HTTP/1.1\r\nhost: x\r\ncontent-type: ${json}\r\ntransfer-encoding: chunked\r\n\r\n`;
  assert.match(
    await sendBytes(address, `${head}${chunk.repeat(3)}0\r\n\r\n`),
    /^HTTP\/1\.1 413 .*body_too_large/s,
  );
  const smuggled = head.replace('\r\n\r\n', '\r\ncontent-length: 3\r\n\r\n');
  assert.match(await sendBytes(address, `${smuggled}0\r\n\r\n`), /^HTTP\/1\.1 400 /);
});

const addresses: [method: 'GET' | 'POST', url: string, status: number, code: string][] = [
  ['GET', '/api/nothing', 404, 'not_found'],
  ['POST', '/api/checks/', 404, 'not_found'],
  ['POST', '/API/checks', 404, 'not_found'],
  ['GET', '/api/checks', 404, 'not_found'],
  ['GET', '/api/%', 404, 'not_found'],
  ['GET', '/api/%ff', 404, 'not_found'],
  ['GET', '/api/..%2f..%2fetc/passwd', 404, 'not_found'],
  ['POST', '/api/sales/%ff/void', 404, 'not_found'],
  ['POST', `/api/sales/${'x'.repeat(200)}/void`, 400, 'invalid_input'],
  ['POST', `/api/sales/${'x'.repeat(2_000)}/void`, 404, 'not_found'],
  ['POST', '/api/sales/x/void', 400, 'invalid_input'],
  ['POST', '/api/sales/%00/void', 400, 'invalid_input'],
  ['POST', `/api/sales/urn:uuid:${randomUUID()}/void`, 400, 'invalid_input'],
  ['POST', `/api/sales/${randomUUID().toUpperCase()}/void`, 400, 'invalid_input'],
  ['POST', `/api/sales/${randomUUID()}/void`, 404, 'sale_not_found'],
  ['POST', '/api/stock/deliveries/0/not-arrived', 400, 'invalid_input'],
  ['POST', '/api/stock/deliveries/-1/not-arrived', 400, 'invalid_input'],
  ['POST', '/api/stock/deliveries/1e3/not-arrived', 400, 'invalid_input'],
  ['POST', '/api/stock/deliveries/９/not-arrived', 400, 'invalid_input'],
  ['POST', '/api/stock/deliveries/999999999999999999/not-arrived', 404, 'delivery_not_found'],
  ['GET', '/api/stock/movements?before=x', 400, 'invalid_input'],
  ['GET', '/api/stock/movements?before=1&before=2', 400, 'invalid_input'],
  ['GET', `/api/stock/movements?before=${'9'.repeat(19)}`, 400, 'invalid_input'],
  ['GET', '/api/stock/movements?before=%00', 400, 'invalid_input'],
  ['GET', '/api/stock/movements?extra=1', 400, 'unknown_field'],
];

test('addresses and parameters that mean nothing (design §7)', async (t) => {
  const { app, site } = await listening(t);
  const browser = await browserOf(app, site.user);
  for (const [method, url, status, code] of addresses) {
    const void_body = { void_id: randomUUID(), reason: '按錯' };
    const answer =
      method === 'GET'
        ? await browser.get(encodeURI(url).replaceAll('%25', '%'))
        : await browser.post(
            encodeURI(url).replaceAll('%25', '%'),
            url.endsWith('void') ? void_body : undefined,
          );
    assert.deepEqual([answer.status, answer.body.code], [status, code], `${method} ${url}`);
    assert.ok(answer.body['request_id'], url);
  }
});
