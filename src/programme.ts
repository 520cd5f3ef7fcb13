import { openPepper, type Pepper } from './people/index.ts';
import type { Config } from './platform/config.ts';
import type { Db } from './platform/db.ts';
import { readShippedPolicies } from './policies.ts';
import { insertPolicy } from './rationing/index.ts';

/** The programme that this release knows; person keys and policies carry its name. */
export const programme = 'masks';

/** Begins the programme on a database that does not know it yet, or opens it: its pepper and its policies. */
export const openProgramme = async (db: Db, config: Config, now: Date): Promise<Pepper> => {
  const pepper = await openPepper(db, config.secretsFolder, programme, now);
  for (const policy of await readShippedPolicies()) await insertPolicy(db, policy, now);
  return pepper;
};
