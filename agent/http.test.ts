import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { nonce, portal, type RunningAgent, startAgent, statementIn } from './agent.fixture.ts';
import { pageHeaders } from './window-pages.ts';

type Sent = { status: number; headers: Record<string, string | string[] | undefined>; body: string };

/** Sends exactly these headers and no others, as `fetch` never would. */
const send = async (
  agent: RunningAgent,
  path: string,
  { method = 'POST', headers = {}, body = '' }: { method?: string; headers?: object; body?: string } = {},
): Promise<Sent> => {
  const all = {
    ...{ host: `127.0.0.1:${agent.port}`, origin: portal, 'content-type': 'application/json' },
    ...headers,
  };
  const kept = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
  const sent = request({ host: '127.0.0.1', port: agent.port, path, method, headers: kept, setHost: false });
  sent.end(body);
  const [response] = await once(sent, 'response');
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
};

const citizen = '/v1/citizen';
const asked = JSON.stringify({ nonce });

test('who may ask, and in what form', { timeout: 60_000 }, async (t) => {
  const agent = await startAgent(t);
  const local = `127.0.0.1:${agent.port}`;

  await t.test('another site, no site, a page without one: 403 and no word for the browser', async () => {
    for (const origin of [
      'https://evil.example',
      'http://localhost:4691',
      'https://localhost:4690',
      `${portal}.evil.example`,
      `${portal}/`,
      portal.toUpperCase(),
      'null',
      '',
      null,
      `http://${local}`,
      [portal, portal],
    ]) {
      for (const method of ['POST', 'OPTIONS']) {
        const { status, headers } = await send(agent, citizen, { method, headers: { origin }, body: asked });
        assert.equal(status, 403, String(origin));
        assert.equal(headers['access-control-allow-origin'], undefined);
      }
    }
  });

  await t.test('another name for this machine: 421, also for the window', async () => {
    const hosts = [
      'evil.example',
      `evil.example:${agent.port}`,
      `localhost:${agent.port}`,
      '127.0.0.1',
      '[::1]',
    ];
    for (const host of [...hosts, `${local}.evil.example`, `0.0.0.0:${agent.port}`]) {
      assert.ok([400, 421].includes((await send(agent, citizen, { headers: { host }, body: asked })).status));
      const page = await send(agent, '/window', { method: 'GET', headers: { host } });
      assert.ok([400, 421].includes(page.status), String(host));
    }
    const twice = connect(agent.port, '127.0.0.1');
    twice.end(`GET /window HTTP/1.1\r\nHost: ${local}\r\nHost: evil.example\r\nConnection: close\r\n\r\n`);
    assert.match(await text(twice), /^HTTP\/1.1 4/);
    const rebound = await send(agent, citizen, {
      headers: { host: 'evil.example', origin: 'http://evil.example' },
    });
    assert.equal(rebound.status, 421);
  });

  await t.test('forms, links and other methods', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain', null])
      assert.equal(
        (await send(agent, citizen, { headers: { 'content-type': type }, body: asked })).status,
        415,
      );
    const coded = { 'content-encoding': 'gzip' };
    assert.equal((await send(agent, citizen, { headers: coded, body: asked })).status, 415);
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'TRACE'])
      assert.equal((await send(agent, citizen, { method })).status, 405, method);
    for (const path of [
      '/',
      '/v1',
      '/v1/',
      '/v1/citizen/',
      '/v1/citizen?a',
      '/v2/citizen',
      '/../key',
      '/v1/sign',
    ])
      assert.ok([400, 404].includes((await send(agent, path, { body: asked })).status), path);
  });

  await t.test('bodies that are not exactly an ask', async () => {
    const bodies = [
      ...['', '[]', 'null', '1', '{', '{}', '{"nonce":1}', '{"nonce":"short"}'],
      JSON.stringify({ nonce: `${nonce}A` }),
      JSON.stringify({ nonce, pin: '123456' }),
      JSON.stringify({ nonce, origin: 'https://evil.example' }),
      '{"__proto__":{"nonce":"x"}}',
      // What looks like our own refusal is one more body.
      ...['{"status":200,"code":"no_card"}', '{"status":99999,"code":"none"}'],
    ];
    for (const body of bodies) assert.equal((await send(agent, citizen, { body })).status, 400, body);
    assert.equal((await send(agent, '/v1/sign', { body: asked })).status, 400);
    assert.equal((await send(agent, '/v1/toString', { body: '{}' })).status, 400);
  });

  await t.test('large and slow bodies', async () => {
    const large = JSON.stringify({ nonce, more: 'x'.repeat(5_000) });
    assert.equal((await send(agent, citizen, { body: large })).status, 413);
    const chunked = { 'transfer-encoding': 'chunked' };
    assert.equal((await send(agent, citizen, { headers: chunked, body: large })).status, 413);

    const slow = connect(agent.port, '127.0.0.1');
    const begun = performance.now();
    slow.write(
      `POST ${citizen} HTTP/1.1\r\nHost: ${local}\r\nOrigin: ${portal}\r\n` +
        `Content-Type: application/json\r\nContent-Length: 60\r\n\r\n{`,
    );
    // Meanwhile others are served.
    assert.equal((await agent.ask('status')).ok, true);
    assert.doesNotMatch(await text(slow), /^HTTP\/1.1 200/);
    assert.ok(performance.now() - begun < 20_000);
  });

  await t.test('a PIN is taken from the agent’s own window alone', async () => {
    const body = JSON.stringify({ id: 'x', pin: '123456', language: 'en' });
    for (const path of ['/window/pin', '/window/ask', '/window/cancel', '/window/watch'])
      for (const origin of [portal, 'https://evil.example', null]) {
        const { status, headers } = await send(agent, path, { headers: { origin }, body });
        assert.equal(status, 403);
        assert.equal(headers['access-control-allow-origin'], undefined);
        const preflight = await send(agent, path, { method: 'OPTIONS', headers: { origin } });
        assert.equal(preflight.status, 403);
      }
    for (const path of ['/v1/pin', '/v1/window', '/v1/cancel'])
      assert.equal((await send(agent, path, { body })).status, 400);
    const own = { origin: `http://${local}` };
    const unknown = await send(agent, '/window/pin', { headers: own, body });
    assert.equal(JSON.parse(unknown.body).ok, false);
    assert.doesNotMatch(unknown.body, /123456/);
  });

  await t.test('the window cannot lend its origin to a site that is not allowed', async () => {
    const given = await agent.own('ask', {
      ask: 'citizen',
      origin: 'https://evil.example',
      nonce,
      language: 'en',
    });
    assert.equal(given['code'], 'origin_refused');
    assert.match(String(given['message']), /does not allow this site/);
  });

  await t.test('the window cannot be framed and runs nothing but its own', async () => {
    const { status, headers } = await send(agent, '/window', { method: 'GET' });
    assert.equal(status, 200);
    for (const [name, value] of Object.entries(pageHeaders)) assert.equal(headers[name], value);
    assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'/);
  });

  await t.test('the preflight of a page on the internet', async () => {
    const headers = {
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
      'access-control-request-private-network': 'true',
    };
    const { status, headers: given } = await send(agent, citizen, { method: 'OPTIONS', headers });
    assert.equal(status, 204);
    assert.equal(given['access-control-allow-origin'], portal);
    assert.equal(given['access-control-allow-private-network'], 'true');
    assert.equal(given['access-control-allow-credentials'], undefined);
    assert.match(String(given['vary']), /Origin/);
  });

  await t.test('the language asked for', async () => {
    const english = await agent.ask('sam', { nonce }, { 'accept-language': 'en' });
    assert.ok(!english.ok && english.code === 'no_sam' && english.message.startsWith('The reader has no'));
  });

  await t.test('an enrolment says who asks, signed', async () => {
    const statement = statementIn(await agent.ask('enrol', { nonce }));
    assert.ok(statement.kind === 'enrolment/1');
    assert.deepEqual([statement.origin, statement.nonce], [portal, nonce]);
    while (agent.lines.at(-1) !== 'enrol: done') await sleep(5);
  });
});

test('a hundred at once: some are told to wait, and the agent lives', { timeout: 30_000 }, async (t) => {
  const agent = await startAgent(t);
  const ask = (name: string, fields: object): Promise<Sent> =>
    send(agent, `/v1/${name}`, { body: JSON.stringify(fields) });
  const codeOf = ({ body }: Sent): string => (JSON.parse(body) as { code: string }).code;
  const answers = await Promise.all(Array.from({ length: 100 }, () => ask('citizen', { nonce })));
  const tooMany = answers.filter(({ status }) => status === 429);
  const heard = answers.filter(({ status }) => status === 200);
  assert.equal(tooMany.length + heard.length, 100);
  assert.ok(tooMany.length > 0 && heard.length >= 60, `${heard.length} of 100`);
  assert.ok(tooMany.every((each) => codeOf(each) === 'agent_busy'));
  assert.ok(heard.some((each) => codeOf(each) === 'no_service'));

  // Until there is room for a burst again: eight may wait for a change, and no more.
  await sleep(2_100);
  const { seen } = await agent.status();
  const refused: Sent[] = [];
  const waits = Array.from({ length: 12 }, async () => refused.push(await ask('wait', { seen })));
  const ended = Promise.allSettled(waits);
  while (refused.length < 4) await sleep(5);
  assert.deepEqual(
    refused.map((each) => [each.status, codeOf(each)]),
    Array.from({ length: 4 }, () => [200, 'agent_busy']),
  );
  assert.equal((await agent.status()).seen, seen, 'while the others still wait');
  assert.equal(refused.length, 4);
  await agent.stop();
  await ended;
});
