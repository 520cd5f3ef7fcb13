import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Act, acts } from './chains/acts.ts';
import { perform } from './chains/perform.ts';
import { assertRights, beginPlay } from './chains/play.ts';

const days = { from: 0, until: null };

/** Each play begins with a pharmacy at work, so that the acts that follow have something to change. */
const beginning: Act[] = [
  { kind: 'appoint', actor: 1, keep: 'managers', holder: 'p0', days, settle: true },
  { kind: 'appoint', actor: 2, keep: 'managers', holder: 'p1', days, settle: true },
  { kind: 'register', site: 0, holder: 'p2', profession: 'pharmacist', days },
  { kind: 'register', site: 1, holder: 'p3', profession: 'nurse', days },
  { kind: 'apply', actor: 1, service: 'masks' },
  { kind: 'apply', actor: 2, service: 'masks' },
  { kind: 'appoint', actor: 1, keep: 'users', holder: 'p2', days, settle: true },
  { kind: 'appoint', actor: 2, keep: 'users', holder: 'p3', days, settle: true },
  { kind: 'grant', actor: 1, row: 1, service: 'masks', days },
];

test('no chain of acts gives anybody more, or fewer, rights than the facts allow (R048-R073, design §5)', async (t) => {
  const done: Record<string, number> = {};
  const holds = fc.asyncProperty(acts, async (some) => {
    const play = await beginPlay(t);
    for (const act of [...beginning, ...some]) {
      await perform(play, act);
      await assertRights(play, JSON.stringify(act));
    }
    for (const [kind, n] of Object.entries(play.done)) done[kind] = (done[kind] ?? 0) + n;
  });
  await fc.assert(holds, { numRuns: 5, seed: 20200204, endOnFailure: true });
  t.diagnostic(`carried out: ${JSON.stringify(done)}`);
  const kinds = [
    'appoint',
    'appoint self',
    'change',
    'suspend',
    'resume',
    'end',
    'reset',
    'apply',
    'withdraw',
  ];
  for (const kind of [...kinds, 'grant', 'changeGrant', 'endGrant', 'edit', 'unified grant', 'undo'])
    assert.ok(done[kind], `${kind} was carried out at least once`);
});
