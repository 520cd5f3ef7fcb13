import { samText } from '../../agent/protocol.ts';
import { verifySamProof } from '../cards/index.ts';
import type { House } from '../house.ts';
import { isoInstant } from '../platform/clock.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import type { SignedStatement, WorkstationState } from './card-contract.ts';
import { openCardStatement, spend, type Visit } from './statements.ts';
import { findEnrolled, findSam, isSite, type SamRow, saveSam } from './workstation-queries.ts';

/** How long an authentication holds, in milliseconds of real time: a day's work. */
const samLasts = 12 * 3_600_000;
export const samPurpose = 'sam';

type SamSeen = Pick<WorkstationState, 'sam' | 'sam_until'>;

/**
 * What a workstation's SAM is worth to an institution at a moment of real time, and until when. Another
 * institution's vouches for none of ours; `siteCode` undefined: a computer that nobody has enrolled yet.
 */
export const samAt = (row: SamRow | undefined, siteCode: string | undefined, real: Date): SamSeen => {
  if (row && row.state !== 'authenticated') return { sam: row.state, sam_until: null };
  const isOurs = siteCode === undefined || row?.site_code === siteCode;
  if (!isOurs || !row?.until || row.until <= real) return { sam: 'unauthenticated', sam_until: null };
  return { sam: 'authenticated', sam_until: isoInstant(row.until) };
};

/** R030: why a 健保讀卡機 at this workstation may not be used to log in, or undefined. */
export const whyNotNhiReader = async (
  house: House,
  workstation: string,
  siteCode?: string,
): Promise<Refusal | undefined> => {
  const { sam } = samAt(await findSam(house.db, workstation), siteCode, house.clock.real());
  if (sam === 'suspended') return refuse('sam_suspended');
  if (sam === 'expired') return refuse('sam_expired');
  return sam === 'authenticated' ? undefined : refuse('sam_not_authenticated');
};

export const viewWorkstation = async (house: House, workstation: string): Promise<WorkstationState> => {
  const [enrolled, row] = await Promise.all([
    findEnrolled(house.db, workstation),
    findSam(house.db, workstation),
  ]);
  return { enrolled: enrolled !== undefined, ...samAt(row, enrolled?.site_code, house.clock.real()) };
};

/** What the trail says of a SAM: the institution it names, where there is one. */
const note = (house: House, outcome: string, site_code: string | undefined, address: string) =>
  house.audit({ now: house.clock.now(), act: 'sam:authenticate', outcome, site_code, address });

const judge = async (house: House, signed: SignedStatement, visit: Visit) => {
  const { trust, revocation } = house.cards;
  const statement = openCardStatement(house, signed, 'sam/1', visit, samPurpose);
  if (isRefusal(statement)) return statement;
  const { workstation } = signed;
  const sam = verifySamProof(trust, {
    certificate: Buffer.from(statement.certificate, 'base64'),
    signature: Buffer.from(statement.signature, 'base64'),
    content: Buffer.from(samText({ ...visit, nonce: statement.nonce, workstation })),
    at: house.clock.now().at,
  });
  if (isRefusal(sam)) return sam;
  const spent = await spend(house, statement);
  if (spent) return spent;
  const revoked = await revocation.check(sam);
  if (revoked) return revoked;
  const enrolled = await findEnrolled(house.db, workstation);
  if (!(await isSite(house.db, sam.site_code))) return refuse('sam_untrusted');
  if (enrolled && enrolled.site_code !== sam.site_code) return refuse('sam_untrusted');
  return sam;
};

/**
 * 認證SAM卡: the SAM signs for this workstation, which for twelve hours may then use its 健保讀卡機 to log in.
 * Refuses sam_expired, sam_suspended (both are kept, and shown), sam_untrusted, statement_invalid,
 * challenge_invalid, card_revocation_unknown.
 */
export const authenticateSam = async (
  house: House,
  signed: SignedStatement,
  visit: Visit,
): Promise<WorkstationState | Refusal> => {
  const sam = await judge(house, signed, visit);
  const real = house.clock.real();
  if (isRefusal(sam)) {
    const state = ({ sam_expired: 'expired', sam_suspended: 'suspended' } as const)[
      sam.code as 'sam_expired'
    ];
    // Of a computer that nobody enrolled there is nothing to remember.
    const isKnown = state && (await findEnrolled(house.db, signed.workstation));
    if (isKnown) await saveSam(house.db, signed.workstation, { state, until: null, site_code: null }, real);
    if (house.limitStrangers(visit.address, real) === 0)
      await note(house, sam.code, undefined, visit.address);
    return sam;
  }
  // The certificate's dates are judged by the business day, the twelve hours are real.
  const left = sam.not_after.getTime() - house.clock.now().at.getTime();
  const until = new Date(real.getTime() + Math.min(samLasts, left));
  const { site_code } = sam;
  await saveSam(house.db, signed.workstation, { state: 'authenticated', until, site_code }, real);
  await note(house, 'done', site_code, visit.address);
  return viewWorkstation(house, signed.workstation);
};
