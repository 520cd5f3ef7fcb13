import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readReply } from './api.ts';

const answer = (status: number, body: unknown, type = 'application/json; charset=utf-8') =>
  new Response(status === 204 ? null : typeof body === 'string' ? body : JSON.stringify(body), {
    status,
    headers: { 'content-type': type },
  });
const problem = { code: 'stock_short', message: 'no', request_id: 'r' };

test('an answer, a refusal, and a doubt are told apart', async () => {
  const cases: [Response, string][] = [
    [answer(200, { ok: true }), 'answered'],
    [answer(201, { ok: true }), 'answered'],
    [answer(204, ''), 'answered'],
    [answer(409, problem), 'refused'],
    [answer(401, { ...problem, code: 'not_logged_in' }), 'refused'],
    [answer(429, { ...problem, code: 'try_later' }), 'refused'],
    [answer(500, { ...problem, code: 'fault' }), 'unknown'],
    [answer(503, { ...problem, code: 'too_busy' }), 'unknown'],
    [answer(200, '<html>log in to the Wi-Fi</html>', 'text/html'), 'unknown'],
    [answer(404, '<html>proxy</html>', 'text/html'), 'unknown'],
    [answer(403, { error: 'not ours' }), 'unknown'],
  ];
  for (const [response, kind] of cases) {
    const { status } = response;
    assert.equal((await readReply(response)).kind, kind, String(status));
  }
});

test('a fault keeps its problem, so that its request id can be quoted', async () => {
  const reply = await readReply(answer(500, { ...problem, code: 'fault' }));
  assert.equal(reply.kind === 'unknown' && reply.problem?.request_id, 'r');
});
