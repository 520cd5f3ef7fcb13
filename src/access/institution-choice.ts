import { createHash, randomUUID } from 'node:crypto';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { House } from '../house.ts';
import { Closed } from '../platform/contract.ts';
import { openToken, sealToken } from '../platform/secrets.ts';
import type { AccountRow, CredentialRow } from './queries.ts';

/** How long somebody may take to choose, in milliseconds of real time. */
const choiceLasts = 3 * 60_000;

/** Who has proved to be there, and where; sealed by the server, so that the browser may carry it. */
const Ticket = Closed({
  /** one ticket opens one session, once */
  id: Type.String(),
  account: Type.String(),
  /** each institution with the mark of the password that proved it: a reset meanwhile makes it worthless */
  sites: Type.Array(Closed({ code: Type.String(), mark: Type.String() })),
  place: Type.String(),
  /** real time, epoch milliseconds */
  issued_at: Type.Integer(),
});
type Ticket = Static<typeof Ticket>;
const compiled = Compile(Ticket);

const markOf = ({ password_hash }: CredentialRow): string =>
  createHash('sha256').update(password_hash).digest('hex').slice(0, 32);

type Proved = { account: AccountRow; place: Buffer };

export const sealTicket = (house: House, { account, place }: Proved, sites: CredentialRow[]): string => {
  const ticket: Ticket = {
    id: randomUUID(),
    account: account.name,
    sites: sites.map((site) => ({ code: site.code, mark: markOf(site) })),
    place: place.toString('hex'),
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

/** Does the ticket offer this institution, with the password as it is now? */
export const offers = ({ sites }: Ticket, site: CredentialRow): boolean =>
  sites.some(({ code, mark }) => code === site.code && mark === markOf(site));
