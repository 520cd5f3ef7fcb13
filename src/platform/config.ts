import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isDay } from './clock.ts';

/** What the environment says, read once and handed on; nothing else reads process.env. */
export type Config = {
  production: boolean;
  host: string;
  /** undefined: the usual port, or a free one when that is taken */
  port: number | undefined;
  opsPort: number | undefined;
  varFolder: string;
  secretsFolder: string;
  /** undefined: the embedded PostgreSQL */
  databaseUrl: string | undefined;
  /** for migrations; the same as databaseUrl when not given */
  ownerUrl: string | undefined;
  connections: number;
  logLevel: string;
  /** undefined: standard output, as a service manager wants it */
  logFile: string | undefined;
  /** the business day to run on, ISO; never in production */
  today: string | undefined;
  trustedProxies: string[];
  /** scheme, host and port that pages are served under, when a proxy stands before us */
  publicOrigin: string | undefined;
  /** of the virtual cards; see `evenhand cards` */
  cardsFolder: string;
  /** folder with trust.json: whose cards are believed; undefined: nobody's */
  cardTrust: string | undefined;
};

const wholeNumber = (name: string, text: string | undefined): number | undefined => {
  if (text === undefined || text === '') return undefined;
  if (!/^\d{1,5}$/.test(text)) throw new Error(`${name} must be a whole number, not "${text}".`);
  return Number(text);
};

const readDay = (text: string | undefined): string | undefined => {
  if (text !== undefined && !isDay(text))
    throw new Error(`--today must be a day as 2020-02-04, not "${text}".`);
  return text;
};

/** As told, else that of the card kit where there is one. */
const findCardTrust = (env: NodeJS.ProcessEnv, cardsFolder: string): string | undefined => {
  const told = env['EVENHAND_CARD_TRUST'];
  if (told) return resolve(told);
  const kit = join(cardsFolder, 'trust');
  return existsSync(join(kit, 'trust.json')) ? kit : undefined;
};

/** Reads the environment; throws one clear sentence for a value that cannot be. */
export const readConfig = (env: NodeJS.ProcessEnv, options: { today?: string | undefined } = {}): Config => {
  const production = env['NODE_ENV'] === 'production';
  const varFolder = resolve(env['EVENHAND_VAR'] ?? 'var');
  const cardsFolder = resolve(env['EVENHAND_CARDS'] ?? join(varFolder, 'cards'));
  const today = readDay(options.today);
  if (production && today)
    throw new Error('--today is for trying and training; it is refused in production.');
  if (production && !env['DATABASE_URL']) throw new Error('In production DATABASE_URL must be set.');
  return {
    production,
    host: env['HOST'] ?? '127.0.0.1',
    port: wholeNumber('PORT', env['PORT']),
    opsPort: wholeNumber('OPS_PORT', env['OPS_PORT']),
    varFolder,
    secretsFolder: resolve(env['EVENHAND_SECRETS'] ?? `${varFolder}/secrets`),
    databaseUrl: env['DATABASE_URL'] || undefined,
    ownerUrl: env['DATABASE_OWNER_URL'] || env['DATABASE_URL'] || undefined,
    connections: wholeNumber('DATABASE_CONNECTIONS', env['DATABASE_CONNECTIONS']) ?? 10,
    logLevel: env['LOG_LEVEL'] ?? 'info',
    logFile: env['LOG_FILE'] || (production ? undefined : `${varFolder}/evenhand.log`),
    today,
    trustedProxies: (env['TRUSTED_PROXIES'] ?? '').split(',').filter((each) => each !== ''),
    publicOrigin: env['PUBLIC_ORIGIN'] || undefined,
    cardsFolder,
    cardTrust: findCardTrust(env, cardsFolder),
  };
};
