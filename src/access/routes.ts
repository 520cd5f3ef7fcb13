import type { House } from '../house.ts';
import { isRefusal } from '../platform/errors.ts';
import { answer, type Route, refused, route } from '../platform/routes.ts';
import type { Session } from '../platform/session.ts';
import * as contract from './contract.ts';
import { idleMinutes, logIn, logOut } from './log-in.ts';

const presentSession = (house: House, session: Session): contract.SessionView => {
  const { day, iso } = house.clock.now();
  const { kind: _kind, ...site } = session.site;
  return {
    account: session.account,
    display_name: session.display_name,
    site,
    permissions: [...session.permissions].sort(),
    today: day,
    now: iso,
    idle_minutes: idleMinutes,
  };
};

export const accessRoutes = (house: House): Route[] => [
  route(contract.logIn, async ({ body, address, token, setCookie }) => {
    const done = await logIn(house, { ...body, address }, token);
    if (isRefusal(done)) return refused(done);
    setCookie(done.token);
    return answer(201, presentSession(house, done.session));
  }),

  route(contract.viewSession, async ({ session }) => answer(200, presentSession(house, session))),

  route(contract.logOut, async ({ session, setCookie }) => {
    await logOut(house, session);
    setCookie(null);
    return answer(204, null);
  }),
];
