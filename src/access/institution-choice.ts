import { randomUUID } from 'node:crypto';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { House } from '../house.ts';
import { Closed, OrNull } from '../platform/contract.ts';
import { openToken, sealToken } from '../platform/secrets.ts';
import { WayIn } from './contract.ts';
import type { Place, Proof } from './proof.ts';

/** How long somebody may take to choose, in milliseconds of real time. */
const choiceLasts = 3 * 60_000;

/** Who has proved to be there, how and where; sealed by the server, so that the browser may carry it. */
const Ticket = Closed({
  /** one ticket opens one session, once */
  id: Type.String(),
  account: Type.String(),
  way: WayIn,
  first_generation: Type.Boolean(),
  /** each institution with the mark of what proved it: a reset or a release meanwhile makes it worthless */
  sites: Type.Array(Closed({ code: Type.String(), mark: Type.String() })),
  place: Type.String(),
  workstation_id: OrNull(Type.String()),
  /** real time, epoch milliseconds */
  issued_at: Type.Integer(),
});
export type Ticket = Static<typeof Ticket>;
const compiled = Compile(Ticket);

export const sealTicket = (house: House, proof: Proof, sites: readonly Place[]): string => {
  const ticket: Ticket = {
    id: randomUUID(),
    account: proof.account.name,
    way: proof.way,
    first_generation: proof.first_generation,
    sites: sites.map(({ code, mark }) => ({ code, mark })),
    place: proof.place.toString('hex'),
    workstation_id: proof.workstation_id,
    issued_at: house.clock.real().getTime(),
  };
  return sealToken(house.keys.token, 'institution choice', ticket);
};

/** The ticket inside, or undefined for one that is too old or that this server did not seal. */
export const openTicket = (house: House, text: string): Ticket | undefined => {
  const value = openToken(house.keys.token, 'institution choice', text);
  if (!compiled.Check(value)) return undefined;
  const age = house.clock.real().getTime() - value.issued_at;
  return age >= 0 && age <= choiceLasts ? value : undefined;
};
