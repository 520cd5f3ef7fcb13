import { insertAudit } from '../audit/index.ts';
import type { Now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import { lockPeople, pointLinksTo, savePeople } from './queries.ts';

/**
 * C4: a person with two numbers (naturalised, corrected). From now on a purchase under either counts: the
 * former key's purchases move to the present one, and checks and sales follow the link. Numbers linked to the
 * former before are linked to the present one, so that a link never has to be followed twice. For the
 * authority only, with a document reference; audited. Refuses `numbers_not_linkable` for the same number
 * twice, or when either is a former number already.
 */
export const linkNumbers = (
  db: Db,
  programme: string,
  request: { person_key: string; former_key: string; document: string; reason: string; now: Now },
): Promise<Refusal | undefined> =>
  db.transaction().execute(async (tx) => {
    const { person_key, former_key, document, reason, now } = request;
    if (person_key === former_key) return refuse('numbers_not_linkable');
    const rows = await lockPeople(tx, programme, [person_key, former_key]);
    const present = rows.find((each) => each.person_key === person_key);
    const former = rows.find((each) => each.person_key === former_key);
    if (!present || !former) throw new Error('a person was made and is not there');
    if (present.linked_to !== null || former.linked_to !== null) return refuse('numbers_not_linkable');
    present.recent = [...present.recent, ...former.recent].sort((a, b) => a.sold_at - b.sold_at);
    if (former.kept_from > present.kept_from) present.kept_from = former.kept_from;
    former.recent = [];
    former.linked_to = person_key;
    await savePeople(tx, programme, [present, former]);
    await pointLinksTo(tx, programme, former_key, person_key);
    await insertAudit(tx, [
      { now, act: 'person:link', outcome: 'done', person_key, detail: { former_key, document, reason } },
    ]);
    return undefined;
  });
