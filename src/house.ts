import type { Audit } from './audit/index.ts';
import type { Pepper } from './people/index.ts';
import type { Clock } from './platform/clock.ts';
import type { Db } from './platform/db.ts';
import type { Limit } from './platform/limit-per-minute.ts';
import type { ServerKeys } from './platform/secrets.ts';

/** What the use cases of rationing and stock work with; made once, in the composition root. */
export type House = {
  db: Db;
  programme: string;
  pepper: Pepper;
  keys: ServerKeys;
  clock: Clock;
  audit: Audit;
  /** slows down who searches through numbers */
  limitTypedChecks: Limit;
};
