import { insertAudit } from '../audit/index.ts';
import type { Now } from '../platform/clock.ts';
import type { Tx } from '../platform/db.ts';
import { actorOf, type Session } from '../platform/session.ts';

/** What the trail says of an act on something that its holder gave a label: a workstation, a passkey. */
export const noteLabelled = (
  tx: Tx,
  session: Session,
  now: Now,
  act: `workstation:${'enrol' | 'end'}` | `passkey:${'add' | 'remove'}`,
  label: string,
): Promise<void> =>
  insertAudit(tx, [
    {
      now,
      act,
      outcome: 'done',
      ...actorOf(session),
      detail: { label },
    },
  ]);
