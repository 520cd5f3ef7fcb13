import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { Closed, Day, OrNull } from '../platform/contract.ts';
import { openToken, sealToken } from '../platform/secrets.ts';
import { DocumentInHand, DocumentKind } from './contract.ts';

/** How long a 資格審核 holds, in milliseconds of real time: longer than the screen's own 清除 after 4 minutes. */
export const approvalLasts = 5 * 60_000;

/**
 * What 資格審核 found, sealed by the server and presented with the sale (R106): the number itself crossed
 * the wire once and is not in here.
 */
export const Approval = Closed({
  session_id: Type.String(),
  site_code: Type.String(),
  person_key: Type.String(),
  covered_number: Type.String(),
  document_kind: DocumentKind,
  document_in_hand: Type.Union([DocumentInHand, Type.Null()]),
  source: Type.Enum(['card', 'typed']),
  /** the enrolment of the computer that read the card */
  workstation: OrNull(Type.String()),
  birth_year: Type.Integer(),
  last_digit: Type.Integer(),
  policy_version: Type.String(),
  /** the business day of the check: a retry is remembered for days, not for ever, so neither does this hold */
  day: Day,
  /** real time, epoch milliseconds */
  issued_at: Type.Integer(),
});
export type Approval = Static<typeof Approval>;

const compiled = Compile(Approval);

export const sealApproval = (key: Buffer, approval: Approval): string => sealToken(key, 'approval', approval);

/** The approval inside, or undefined for anything that this server did not seal. */
export const openApproval = (key: Buffer, token: string): Approval | undefined => {
  const value = openToken(key, 'approval', token);
  return compiled.Check(value) ? value : undefined;
};
