import Type, { type Static } from 'typebox';
import { Closed } from '../platform/contract.ts';

/** A statement of a card agent, signed with the key of its workstation; see `agent/protocol.ts`. */
export const SignedStatement = Closed({
  statement: Type.String({ minLength: 2, maxLength: 24_000 }),
  signature: Type.String({ pattern: '^[\\w-]{86}$' }),
  workstation: Type.String({ pattern: '^[\\w-]{43}$' }),
});
export type SignedStatement = Static<typeof SignedStatement>;
