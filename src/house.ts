import type { Audit } from './audit/index.ts';
import type { CardTrust, Revocation } from './cards/index.ts';
import type { Pepper } from './people/index.ts';
import type { Clock } from './platform/clock.ts';
import type { Db } from './platform/db.ts';
import type { Limit } from './platform/limit-per-minute.ts';
import type { ServerKeys } from './platform/secrets.ts';
import type { Session } from './platform/session.ts';

/** What the use cases work with; made once, in the composition root. */
export type House = {
  db: Db;
  programme: string;
  pepper: Pepper;
  keys: ServerKeys;
  clock: Clock;
  audit: Audit;
  /** whose certificates are believed, and what became of them */
  cards: { trust: CardTrust; revocation: Revocation };
  /** slows down who searches through numbers: checks typed or read, appointments, one's own password */
  limitChecks: Limit;
  /** how much of what strangers do, by address, is noted in the audit trail */
  limitStrangers: Limit;
  /** the session of a cookie, as things stand now */
  openSession: (token: string, address: string) => Promise<Session | undefined>;
  /** something long was ordered: looks for it now rather than at the next round */
  wakeWork: () => void;
};
