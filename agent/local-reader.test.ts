import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { atEnd } from '../test/at-end.ts';
import { nonce, startAgent, statementIn } from './agent.fixture.ts';
import { readLocalAnswer } from './local-reader.ts';

const card = { card_no: '000012345678', full_name: '測試', id_no: 'f100000024', sex: 'M', reader_name: null };
/** Midnight of 1974-05-03 in Taipei. */
const midnight = Date.UTC(1974, 4, 2, 16);

test('the three ways in which such programs write a birth date', () => {
  for (const birth of [
    { birth_date: '1974-05-03', birth_date_timestamp: 0 },
    { birth_date: { year: 1974, month: 5, day: 3 } },
    { birth_date_timestamp: midnight },
  ])
    assert.deepEqual(readLocalAnswer(JSON.stringify([{ ...card, ...birth }])), {
      ok: true,
      card: { number: 'F100000024', birth_date: '0630503' },
    });
});

test('answers that are none', () => {
  const one = { ...card, birth_date: '1974-05-03' };
  const table: [string, string][] = [
    ['[]', 'no_card'],
    [JSON.stringify([one, one]), 'several_cards'],
    ['{}', 'read_failed'],
    ['<html>', 'read_failed'],
    ['[null]', 'read_failed'],
    [JSON.stringify([{ ...one, id_no: '' }]), 'read_failed'],
    [JSON.stringify([{ ...one, birth_date: '1974-02-31' }]), 'read_failed'],
    [JSON.stringify([{ ...one, birth_date: { year: 'x', month: 1, day: 1 } }]), 'read_failed'],
  ];
  for (const [text, code] of table) {
    const read = readLocalAnswer(text);
    assert.equal(read.ok ? 'ok' : read.code, code, text);
  }
});

test('another program’s reader in place of our own', { timeout: 30_000 }, async (t) => {
  let body = '[]';
  const program = createServer((_, response) => response.end(body)).listen(0, '127.0.0.1');
  await once(program, 'listening');
  atEnd(t, () => program.close());
  const url = `http://127.0.0.1:${(program.address() as AddressInfo).port}/`;
  const agent = await startAgent(t, { local_reader: { url, kind: 'nhi' } });
  const codeOf = async (): Promise<string> => {
    const answer = await agent.ask('citizen', { nonce });
    return answer.ok ? 'ok' : answer.code;
  };
  assert.equal(await codeOf(), 'no_card');
  body = JSON.stringify([{ ...card, birth_date: '1974-05-03' }]);
  const statement = statementIn(await agent.ask('citizen', { nonce }));
  assert.ok(statement.kind === 'citizen-read/1');
  assert.deepEqual(
    [statement.number, statement.birth_date, statement.reader],
    ['F100000024', '0630503', 'nhi'],
  );
  body = 'x'.repeat(100_000);
  assert.equal(await codeOf(), 'read_failed');
  program.closeAllConnections();
  program.close();
  await once(program, 'close');
  assert.equal(await codeOf(), 'no_service');
  const { readers, advice } = await agent.status();
  assert.deepEqual([readers[0]?.way, readers[0]?.state, readers[0]?.reads], ['local_reader', 'gone', 1]);
  assert.equal(advice?.code, 'no_service');
});
