import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { nonce, portal, runAgent } from '../../agent/agent.fixture.ts';
import { startCards } from '../../test/cards/rig.ts';

const start = async (t: TestContext) => {
  const rig = await startCards(t, { origin: portal, counting: true });
  const agent = await runAgent(t, { folder: rig.agentFolder, port: rig.agentPort, env: rig.env });
  const ask = { ask: 'sign', origin: portal, nonce, card: 'citizen', reader: 'chip', language: 'zh-TW' };
  const askOnce = (): Promise<Record<string, unknown>> => agent.own('ask', ask);
  /** Asks until the readers have seen the card that was put in: what the agent's window gets to hear. */
  const prepare = async (): Promise<Record<string, unknown>> => {
    for (let left = 40; ; left--) {
      const answer = await askOnce();
      if ((answer['code'] !== 'no_card' && answer['code'] !== 'read_failed') || left === 0) return answer;
      await sleep(100);
    }
  };
  const sign = async (pin: string): Promise<Record<string, unknown>> => {
    const { found } = (await prepare()) as { found?: { id: string } };
    assert.ok(found);
    return agent.own('pin', { id: found.id, pin });
  };
  return { rig, askOnce, prepare, sign };
};

test('a card counts wrong PINs, locks, and stays so', { timeout: 60_000 }, async (t) => {
  const { rig, askOnce, prepare, sign } = await start(t);
  await rig.insert('citizen-three-tries');
  assert.equal((await sign('000000'))['code'], 'pin_wrong');
  assert.equal((await sign('123456'))['ok'], true);
  assert.equal((await sign('000000'))['code'], 'pin_wrong');
  const last = await sign('111111');
  assert.deepEqual([last['code'], last['tries_left']], ['pin_wrong', 1]);
  assert.equal((await sign('222222'))['code'], 'pin_locked');
  assert.equal((await prepare())['code'], 'pin_locked');

  await rig.insert('citizen-locked');
  assert.equal((await prepare())['code'], 'pin_locked');
  await rig.insert('citizen-three-tries');
  assert.equal((await prepare())['code'], 'pin_locked');

  // A 健保卡 in the same reader is none of OpenSC's cards, and disturbs nobody.
  await rig.insert('nhi-odd', 'chip');
  assert.equal((await askOnce())['code'], 'no_card');
  await rig.insert('citizen-manager');
  assert.equal((await sign('123456'))['ok'], true);
});
