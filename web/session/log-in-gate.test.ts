import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLogInGate } from './log-in-gate.ts';

test('whoever waits goes on after a log-in, all at once', async () => {
  const gate = createLogInGate();
  let changes = 0;
  gate.subscribe(() => {
    changes += 1;
  });
  const waiting = [gate.wait(), gate.wait()];
  assert.equal(gate.isShut(), true);
  gate.pass();
  assert.deepEqual(await Promise.all(waiting), [true, true]);
  assert.equal(gate.isShut(), false);
  assert.equal(changes, 3);
});

test('given up, the requests end as refused, and the gate can shut again', async () => {
  const gate = createLogInGate();
  const waiting = gate.wait();
  gate.giveUp();
  assert.equal(await waiting, false);
  const again = gate.wait();
  assert.equal(gate.isShut(), true);
  gate.pass();
  assert.equal(await again, true);
});
