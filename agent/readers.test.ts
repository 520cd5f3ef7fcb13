import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { CardDisposition, CardMode, Client, type Reader } from 'pcsc-mini';
import { startCards } from '../test/cards/rig.ts';
import { freePort, nonce, portal, runAgent, statementIn, until } from './agent.fixture.ts';
import type { Answer } from './protocol.ts';

const codeOf = (answer: Answer): string => (answer.ok ? 'ok' : answer.code);

test('the agent at real readers with virtual cards', { timeout: 90_000 }, async (t) => {
  const agentPort = await freePort();
  const cards = await startCards(t, { origin: portal, agentPort });
  const { pcsc } = cards;
  assert.ok(pcsc);
  const agent = await runAgent(t, { folder: cards.agentFolder, port: agentPort, env: cards.env });
  const citizen = (): Promise<Answer> => agent.ask('citizen', { nonce });
  const stateOf = (index: 0 | 1) => {
    const name = `Virtual PCD 00 0${index}`;
    return ({ readers }: { readers: { name: string; state: string }[] }) =>
      readers.find((each) => each.name.startsWith(name))?.state;
  };
  const insert = async (name: string, reader: 'nhi' | 'chip' = 'nhi'): Promise<void> => {
    await cards.insert(name, reader);
    await until(agent, (status) => stateOf(reader === 'nhi' ? 0 : 1)(status) === 'card');
  };
  const remove = async (reader: 'nhi' | 'chip'): Promise<void> => {
    await cards.remove(reader);
    await until(agent, (status) => stateOf(reader === 'nhi' ? 0 : 1)(status) === 'empty');
  };
  /** As another program of the machine has it. */
  const openReader = async (): Promise<{ client: Client; reader: Reader }> => {
    const before = process.env['PCSCLITE_CSOCK_NAME'];
    process.env['PCSCLITE_CSOCK_NAME'] = pcsc.socket;
    const client = new Client();
    const found = Promise.withResolvers<Reader>();
    client.on('reader', (reader) => {
      if (reader.name().startsWith('Virtual PCD 00 00')) found.resolve(reader);
    });
    client.start();
    const reader = await found.promise;
    if (before === undefined) delete process.env['PCSCLITE_CSOCK_NAME'];
    else process.env['PCSCLITE_CSOCK_NAME'] = before;
    return { client, reader };
  };
  const retriesOf = async (): Promise<number> => {
    const { readers } = await agent.status();
    return readers.reduce((sum, { way, retries }) => sum + (way === 'pcsc' ? retries : 0), 0);
  };

  await t.test('no card', async () => {
    assert.equal(codeOf(await citizen()), 'no_card');
    assert.equal((await agent.status()).advice, null);
  });

  await t.test('a card in each slot, both generations, rare names, residence permits', async () => {
    for (const name of ['nhi-adult', 'nhi-new', 'nhi-rare-name', 'nhi-resident']) {
      await insert(name);
      const statement = statementIn(await citizen());
      assert.ok(statement.kind === 'citizen-read/1');
      const { number, birth_date } = cards.card(name);
      const [year = '', month, day] = (birth_date ?? '').split('-');
      assert.equal(statement.number, number);
      assert.equal(statement.birth_date, `${String(Number(year) - 1911).padStart(3, '0')}${month}${day}`);
      assert.deepEqual([statement.reader, statement.origin, statement.nonce], ['nhi', portal, nonce]);
      assert.deepEqual(Object.keys(statement).sort(), [
        ...['at', 'birth_date', 'kind', 'nonce', 'number', 'origin', 'reader'],
      ]);
    }
    const logIn = statementIn(await agent.ask('nhi_log_in', { nonce }));
    assert.ok(logIn.kind === 'nhi-log-in/1' && logIn.number === cards.card('nhi-resident').number);
  });

  await t.test('ten asks at once: one at a time at the cards, the others are told so', async () => {
    await insert('nhi-slow');
    const answers = await Promise.all(Array.from({ length: 10 }, citizen));
    assert.deepEqual(answers.map(codeOf).sort(), [...Array.from({ length: 9 }, () => 'agent_busy'), 'ok']);
    await insert('nhi-resident');
  });

  await t.test('two cards at once', async () => {
    await insert('nhi-adult', 'chip');
    assert.equal(codeOf(await citizen()), 'several_cards');
    await remove('nhi');
    const statement = statementIn(await citizen());
    assert.ok(statement.kind === 'citizen-read/1' && statement.reader === 'chip');
    const logIn = await agent.ask('nhi_log_in', { nonce });
    assert.ok(!logIn.ok && logIn.code === 'wrong_reader' && logIn.message.includes('健保讀卡機'));
    await remove('chip');
  });

  await t.test('a cold card is read at the second try', async () => {
    const before = await retriesOf();
    await insert('nhi-cold');
    assert.equal(codeOf(await citizen()), 'ok');
    assert.equal((await retriesOf()) - before, 1);
  });

  await t.test('pulled out in the middle', async () => {
    await insert('nhi-adult');
    await cards.remove('nhi', 'at_read');
    assert.equal(codeOf(await citizen()), 'card_removed');
    assert.equal(codeOf(await citizen()), 'no_card');
  });

  await t.test('an unknown card is asked once, says so, and is in nobody’s way', async () => {
    await insert('hca-in-pcsc');
    const first = await citizen();
    assert.ok(!first.ok && first.code === 'unknown_card');
    const { advice, readers } = await agent.status();
    assert.equal(advice?.message, first.message);
    assert.deepEqual(readers.find(({ slot }) => slot === 'citizen')?.last_card?.kind, 'unknown');
    const wrong = await agent.own('ask', {
      ...{ ask: 'sign', origin: portal, nonce, card: 'institution', reader: 'nhi', language: 'zh-TW' },
    });
    assert.equal(wrong['message'], '請將「醫事機構憑證卡」插入健保讀卡機之「醫事卡」的插槽後登入即可');
    await insert('nhi-adult', 'chip');
    assert.equal(codeOf(await citizen()), 'ok');
    await remove('chip');
    await insert('nhi-adult');
    assert.equal(codeOf(await citizen()), 'ok');
  });

  await t.test('another program holds the reader for itself', async () => {
    const { client, reader } = await openReader();
    const isBusy = async (): Promise<void> => {
      const answer = await citizen();
      assert.ok(!answer.ok && answer.code === 'reader_busy' && answer.message.includes('其他程式'));
    };
    const alone = await reader.connect(CardMode.EXCLUSIVE);
    await isBusy();
    const soon = sleep(400).then(() => alone.disconnect(CardDisposition.LEAVE));
    assert.equal(codeOf(await citizen()), 'ok', 'a moment is waited for');
    await soon;
    const shared = await reader.connect(CardMode.SHARED);
    const transaction = await shared.transaction();
    await isBusy();
    // The other reader is in nobody's way.
    await insert('nhi-odd', 'chip');
    assert.equal(codeOf(await citizen()), 'ok');
    await remove('chip');
    await transaction.end(CardDisposition.LEAVE);
    await shared.disconnect(CardDisposition.LEAVE);
    assert.equal(codeOf(await citizen()), 'ok', 'as soon as it lets go');
    client.stop();
  });

  await t.test('the service dies and comes back', async () => {
    await pcsc.killService();
    const { advice } = await until(agent, (status) => status.advice !== null);
    assert.equal(advice?.code, 'no_service');
    assert.equal(codeOf(await citizen()), 'no_service');
    await pcsc.startService();
    await until(agent, (status) => status.advice === null && stateOf(0)(status) === 'card');
    assert.equal(codeOf(await citizen()), 'ok');
  });

  await t.test('whoever waits for it is told when a card comes', async () => {
    await remove('nhi');
    const { seen } = await agent.status();
    const waiting = agent.ask('wait', { seen });
    await cards.insert('nhi-adult');
    const answer = await waiting;
    assert.ok(answer.ok && 'status' in answer && answer.status.seen !== seen);
  });

  await t.test('it ends when told to although another program holds a card', async () => {
    const { client, reader } = await openReader();
    const held = await (await reader.connect(CardMode.SHARED)).transaction();
    assert.equal(codeOf(await citizen()), 'reader_busy');
    const begun = performance.now();
    await agent.stop();
    assert.ok(performance.now() - begun < 5_000);
    await held.end(CardDisposition.LEAVE);
    client.stop();
  });

  await t.test('what it said aloud names nobody', () => {
    const said = agent.lines.join('\n');
    assert.match(said, /citizen: done/);
    assert.doesNotMatch(said, /[A-Z][A-Z\d]\d{8}|\d{7}|測試/);
  });
});
