import Type, { type Static } from 'typebox';
import { Bytes32, Closed } from '../platform/contract.ts';

export const CardKindName = Type.Enum(['staff', 'nhi', 'citizen', 'institution', 'government']);
/** The kinds that log in by the certificate on them. */
export const CertificateCardName = Type.Enum(['staff', 'citizen', 'institution', 'government']);
export const ReaderKindName = Type.Enum(['nhi', 'chip']);

/** A statement of a card agent, signed with the key of its workstation; see `agent/protocol.ts`. */
export const SignedStatement = Closed({
  statement: Type.String({ minLength: 2, maxLength: 24_000 }),
  signature: Type.String({ pattern: '^[\\w-]{86}$' }),
  workstation: Bytes32,
});
export type SignedStatement = Static<typeof SignedStatement>;
