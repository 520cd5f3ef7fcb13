import { findEnrolled, openCitizenRead, touchWorkstation, type Visit } from '../access/index.ts';
import { insertAudit } from '../audit/index.ts';
import type { House } from '../house.ts';
import { type PersonNumber, personKeyOf, readBirthDate, readNumber } from '../people/index.ts';
import type { Now } from '../platform/clock.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import { actorOf, type Session } from '../platform/session.ts';
import { findBirthMark, markOfBirth, saveBirthMark } from './birth-mark.ts';
import type { CardCheck, CheckRequest, TypedCheck } from './contract.ts';

/** Who is meant, by what was typed or read, once all of it is in order. */
export type Shown = {
  person: PersonNumber;
  /** ISO day */
  birth_date: string;
  key: string;
  source: 'card' | 'typed';
  /** the enrolment of the computer that read the card; null for what was typed */
  workstation: string | null;
};

const readForm = (
  house: House,
  now: Now,
  form: Pick<TypedCheck, 'document_kind' | 'number' | 'issuing_country' | 'birth_date'>,
  from: Pick<Shown, 'source' | 'workstation'>,
): Shown | Refusal => {
  const person = readNumber(form.document_kind, form.number, form.issuing_country, now.day);
  if (isRefusal(person)) return person;
  const birth_date = readBirthDate(form.birth_date, now.day);
  if (isRefusal(birth_date)) return birth_date;
  return { person, birth_date, key: personKeyOf(house.pepper, person), ...from };
};

/**
 * What a clerk typed. A birth date that differs from the one a card has shown is refused, and noted with the
 * person's key: somebody who guesses at one person's shows in the trail.
 */
const readTyped = async (
  house: House,
  session: Session,
  now: Now,
  request: TypedCheck,
): Promise<Shown | Refusal> => {
  if (request.document_kind === '02' && !request.document_in_hand)
    return refuse('document_in_hand_missing', { field: 'document_in_hand' });
  const shown = readForm(house, now, request, { source: 'typed', workstation: null });
  if (isRefusal(shown)) return shown;
  const mark = await findBirthMark(house, shown.key);
  if (mark === undefined || mark.equals(markOfBirth(house.pepper, shown.key, shown.birth_date))) return shown;
  const refusal = refuse('birth_date_differs', { field: 'birth_date' });
  await house.audit({
    ...{ now, act: 'sale:check', outcome: refusal.code, ...actorOf(session), person_key: shown.key },
    detail: { source: 'typed', document_kind: request.document_kind },
  });
  return refusal;
};

/**
 * What a workstation of this institution read from a card a moment ago. Its birth date is the person's from
 * now on: cards are issued anew when a date was wrong.
 */
const readCard = async (
  house: House,
  session: Session,
  now: Now,
  { signed }: CardCheck,
  visit: Visit,
): Promise<Shown | Refusal> => {
  const statement = openCitizenRead(house, signed, visit);
  if (isRefusal(statement)) return statement;
  const workstation = await findEnrolled(house.db, signed.workstation);
  if (workstation?.site_code !== session.site.code) return refuse('workstation_not_enrolled');
  const { workstation_id } = workstation;
  const form = { ...statement, document_kind: '01' as const };
  const shown = readForm(house, now, form, { source: 'card', workstation: workstation_id });
  if (isRefusal(shown)) return shown;
  const [before] = await Promise.all([
    findBirthMark(house, shown.key),
    touchWorkstation(house.db, workstation_id, house.clock.real()),
  ]);
  const mark = markOfBirth(house.pepper, shown.key, shown.birth_date);
  if (!before?.equals(mark)) {
    const seen = { site_code: session.site.code, workstation_id, at: now.at };
    const corrected = { now, act: 'birth_date:correct', outcome: 'done', person_key: shown.key };
    await house.db.transaction().execute(async (tx) => {
      await saveBirthMark(tx, house.programme, shown.key, mark, seen);
      if (before) await insertAudit(tx, [{ ...corrected, ...actorOf(session) }]);
    });
  }
  return shown;
};

/** Reads a request, typed or from a card. Refuses what does not fit the form, the card or the workstation. */
export const readShown = (
  house: House,
  session: Session,
  now: Now,
  request: CheckRequest,
  visit: Visit,
): Promise<Shown | Refusal> =>
  'signed' in request
    ? readCard(house, session, now, request, visit)
    : readTyped(house, session, now, request);
