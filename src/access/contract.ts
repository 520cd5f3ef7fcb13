import Type, { type Static } from 'typebox';
import { Closed, contract, Day, Instant } from '../platform/contract.ts';

export const SiteView = Closed({
  code: Type.String(),
  short_name: Type.String(),
  full_name: Type.String(),
  county: Type.String(),
  is_test: Type.Boolean(),
});

/** Who is logged in, for which site, and what this person may do there. */
export const SessionView = Closed({
  account: Type.String(),
  display_name: Type.String(),
  site: SiteView,
  permissions: Type.Array(Type.String()),
  today: Day,
  now: Instant,
  idle_minutes: Type.Integer(),
});
export type SessionView = Static<typeof SessionView>;

export const logIn = contract({
  method: 'POST',
  path: '/api/session',
  permission: 'public',
  summary: '一般登入: log in with account and password',
  body: Closed({
    account: Type.String({ minLength: 1, maxLength: 64 }),
    password: Type.String({ minLength: 1, maxLength: 256 }),
  }),
  answers: { 201: SessionView },
});

export const viewSession = contract({
  method: 'GET',
  path: '/api/session',
  permission: 'session:view:own',
  summary: 'Who is logged in here',
  answers: { 200: SessionView },
});

export const logOut = contract({
  method: 'DELETE',
  path: '/api/session',
  permission: 'session:end:own',
  summary: '登出, 換班: end this session and every approval given in it',
  answers: { 204: Type.Null() },
});
