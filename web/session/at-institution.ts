import type { SessionView } from '../../src/access/contract.ts';
import { type Answer, call, type Reply } from '../api.ts';

/** What a log-in leads to: a session, or several institutions to choose from. */
export type Entered = Answer<'logIn'>;
export type Choice = Extract<Entered, { ticket: string }>;

export const isChoice = (entered: Entered): entered is Choice => 'ticket' in entered;

/**
 * Where several institutions are possible and the wanted one is among them, goes on to that one: whoever comes
 * back to the work on screen is not asked where it was.
 */
export const settleAt = async (
  reply: Reply<Entered>,
  site: string | undefined,
): Promise<Reply<Entered> | Reply<SessionView>> => {
  if (reply.kind !== 'answered' || !isChoice(reply.value)) return reply;
  const { ticket, institutions } = reply.value;
  if (site === undefined || !institutions.some((each) => each.site.code === site)) return reply;
  return call('chooseInstitution', { body: { ticket, site_code: site } });
};
