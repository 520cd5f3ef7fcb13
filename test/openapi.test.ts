import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agentAddress } from '../agent/protocol.ts';
import { contracts } from '../src/contracts.ts';
import { openDb } from '../src/platform/db.ts';
import { testApp } from './app.ts';
import { atEnd } from './at-end.ts';
import { testDatabase } from './db.ts';

type Schema = { type?: string; required?: string[]; properties?: Record<string, Schema> };
type Content = { content?: Record<string, { schema: Schema }> };
type Operation = {
  summary?: string;
  description?: string;
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[];
  requestBody?: Content & { required?: boolean };
  responses: Record<string, Content & { description: string }>;
};
type Document = {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
};

const closedApp = async (t: Parameters<typeof testDatabase>[0]) => testApp(t, await testDatabase(t));

/** Every object inside a value, with its path. */
const objectsIn = (value: unknown, path = '#'): [string, Record<string, unknown>][] => {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, each]) => objectsIn(each, `${path}/${key}`));
  return Array.isArray(value) ? inner : [[path, value as Record<string, unknown>], ...inner];
};

const isProblem = (schema: Schema | undefined): boolean =>
  ['code', 'message', 'request_id'].every((name) => schema?.required?.includes(name)) &&
  ['field', 'params'].every((name) => schema?.properties?.[name] !== undefined);

/** Fields of a body with their types; a record's pattern of names is more than the document's writer can say. */
const fieldsOf = (schema: Schema | undefined) =>
  schema && {
    required: schema.required,
    fields: Object.entries(schema.properties ?? {}).map(([name, { type }]) => [name, type]),
  };

test('/openapi.json is OpenAPI 3.1 and names every contract, its permission and its Problems (design §2)', async (t) => {
  const app = await closedApp(t);
  const answer = await app.inject('/openapi.json');
  assert.match(String(answer.headers['content-type']), /^application\/json/);
  const document = answer.json() as Document;
  assert.match(document.openapi, /^3\.1\.\d+$/);
  assert.ok(document.info.title && document.info.version);

  const told = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const pathOf = (path: string) => path.replaceAll(/:(\w+)/g, '{$1}');
  const promised = Object.values(contracts).map(({ method, path }) => `${method} ${pathOf(path)}`);
  assert.deepEqual(told.sort(), promised.sort());

  for (const contract of Object.values(contracts)) {
    const name = `${contract.method} ${contract.path}`;
    const operation = document.paths[pathOf(contract.path)]?.[contract.method.toLowerCase()];
    assert.ok(operation, name);
    assert.equal(operation.summary, contract.summary);
    assert.ok(operation.description?.includes(`\`${contract.permission}\``), `${name} names its permission`);
    assert.deepEqual(
      Object.keys(operation.responses).sort(),
      [...Object.keys(contract.answers), '4XX', '5XX'].sort(),
    );
    for (const status of ['4XX', '5XX'])
      assert.ok(
        isProblem(operation.responses[status]?.content?.['application/json']?.schema),
        `${name} ${status}`,
      );
    assert.deepEqual(
      fieldsOf(operation.requestBody?.content?.['application/json']?.schema),
      fieldsOf('body' in contract ? (contract.body as Schema) : undefined),
      name,
    );
    const inPath = (operation.parameters ?? []).filter((each) => each.in === 'path' && each.required);
    const named = [...contract.path.matchAll(/:(\w+)/g)].map(([, param]) => param);
    assert.deepEqual(
      inPath.map((each) => each.name),
      named,
      `${name} declares its path`,
    );
  }
});

test('the schemas of /openapi.json are JSON Schema 2020-12: nothing of 3.0, no loose end', async (t) => {
  const app = await closedApp(t);
  const document = (await app.inject('/openapi.json')).json() as Document;
  const types = ['string', 'integer', 'number', 'boolean', 'object', 'array', 'null'];
  for (const [path, object] of objectsIn(document.paths)) {
    assert.ok(!('nullable' in object) && !('example' in object && 'examples' in object), path);
    assert.ok(!('$ref' in object), `${path} points at what may not be there`);
    if ('schema' in object) assert.ok(Object.keys(object['schema'] as object).length > 0, path);
    const { type, required, properties } = object as Schema;
    if (typeof type === 'string' && !path.endsWith('/properties'))
      assert.ok(types.includes(type), `${path} ${type}`);
    if (Array.isArray(required) && properties)
      for (const name of required) assert.ok(name in properties, `${path} requires ${name}`);
    if (path.includes('/responses/') && /\/responses\/[^/]+$/.test(path))
      assert.equal(typeof object['description'], 'string', path);
  }
});

/** The value of one directive of a content security policy. */
const directive = (policy: string, name: string): string[] =>
  policy
    .split(';')
    .map((each) => each.trim().split(/\s+/))
    .find(([each]) => each === name)
    ?.slice(1) ?? [];

test('/docs loads under its own policy: every script a file of ours, none in the page', async (t) => {
  const app = await closedApp(t);
  const answer = await app.inject('/docs');
  assert.equal(answer.statusCode, 200);
  const policy = String(answer.headers['content-security-policy']);
  assert.deepEqual(directive(policy, 'script-src'), ["'self'"]);
  assert.deepEqual(directive(policy, 'object-src'), ["'none'"]);
  const scripts = [...answer.body.matchAll(/<script([^>]*)>([^<]*)<\/script>/g)];
  assert.ok(scripts.length >= 3);
  assert.ok(!/\son\w+=|<style|style=|javascript:/i.test(answer.body), 'nothing inline');
  const files = [...answer.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file ?? '');
  for (const [, attributes, text] of scripts) {
    assert.match(attributes ?? '', / src="\/docs\//);
    assert.equal(text?.trim(), '');
  }
  for (const file of files) assert.equal((await app.inject(file)).statusCode, 200, file);
  assert.ok(!(await app.inject('/docs/static/swagger-initializer.js')).body.includes('https://validator'));
});

test('/healthz lives without the database, /readyz does not: 503 and no reason that helps an attacker', async (t) => {
  const database = await testDatabase(t);
  const app = await testApp(t, database);
  for (const url of ['/healthz', '/readyz']) assert.equal((await app.inject(url)).statusCode, 200, url);
  const nowhere = openDb({ url: 'postgres://x:geheim@127.0.0.1:1/x', role: 'evenhand_app', connections: 1 });
  atEnd(t, () => nowhere.destroy());
  const cutOff = await testApp(t, { ...database, db: nowhere });
  assert.equal((await cutOff.inject('/healthz')).statusCode, 200);
  const answer = await cutOff.inject('/readyz');
  assert.equal(answer.statusCode, 503);
  assert.ok(!/geheim|127\.0\.0\.1|ECONN/.test(answer.body), answer.body);
});

test('every answer carries the security headers, of the API and of the pages (design §7)', async (t) => {
  const database = await testDatabase(t);
  const app = await testApp(t, database, undefined, { pages: true });
  const nonces = new Set<string>();
  for (const url of [
    '/api/session',
    '/api/nothing',
    '/healthz',
    '/openapi.json',
    '/docs',
    '/',
    '/login',
    '/masks/purchase',
  ]) {
    const { headers, body } = await app.inject(url);
    assert.match(String(headers['strict-transport-security']), /max-age=\d{8}/, url);
    assert.equal(headers['x-content-type-options'], 'nosniff', url);
    assert.ok(headers['x-frame-options'], url);
    assert.equal(headers['referrer-policy'], 'no-referrer', url);
    assert.equal(headers['x-powered-by'], undefined);
    assert.equal(headers['access-control-allow-origin'], undefined, url);
    const policy = String(headers['content-security-policy']);
    if (url.startsWith('/api/')) {
      assert.equal(headers['cache-control'], 'no-store', url);
      assert.deepEqual(directive(policy, 'default-src'), ["'none'"], url);
    }
    if (url === '/docs') continue;
    assert.deepEqual(directive(policy, 'frame-ancestors'), ["'none'"], url);
    assert.ok(!/unsafe-inline|unsafe-eval|\*|http:/.test(policy.replace(agentAddress, '')), policy);
    if (!String(headers['content-type']).startsWith('text/html')) continue;
    if (url === '/') {
      assert.doesNotMatch(body, /<script|<style/, 'a public page has no script at all');
      continue;
    }
    assert.deepEqual(directive(policy, 'connect-src'), ["'self'", agentAddress], 'and the card agent');
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin-allow-popups');
    const [nonce = ''] = directive(policy, 'script-src').filter((each) => each.startsWith("'nonce-"));
    nonces.add(nonce);
    const inline = [...body.matchAll(/<(script|style)(?![^>]*\bsrc=)([^>]*)>/g)];
    for (const [, , attributes] of inline)
      assert.ok(attributes?.includes(nonce.slice(7, -1)), 'inline only with its nonce');
    assert.ok(!body.includes('__CSP_NONCE__'), url);
  }
  assert.equal(nonces.size, 2, 'a nonce for each answer');
});
