import type { House } from '../house.ts';
import { isRefusal } from '../platform/errors.ts';
import { answer, type Route, refused, reply, route } from '../platform/routes.ts';
import type { Session } from '../platform/session.ts';
import { appoint, appointSelf, issueRepresentative } from './appoint.ts';
import * as appointments from './appointments.ts';
import { changePassword } from './change-password.ts';
import * as contract from './contract.ts';
import { chooseInstitution, idleMinutes, type LoggedIn, logIn, logOut } from './log-in.ts';
import { setPasswordLogIn, viewPasswordLogIn, viewWaysIn } from './password-log-in.ts';
import { type Role, roles } from './rules.ts';

const presentSession = (house: House, session: Session): contract.SessionView => {
  const { day, iso } = house.clock.now();
  return {
    account: session.account,
    display_name: session.display_name,
    site: session.site,
    roles: roles.filter((role) => session.roles.includes(role)),
    services: [...session.services],
    permissions: [...session.permissions].sort(),
    standing: session.standing,
    today: day,
    now: iso,
    idle_minutes: idleMinutes,
  };
};

type Kept = typeof contract.managers | typeof contract.users | typeof contract.hqStaff;
type Params = { params: { appointment_id: string } };

/** What is the same whoever keeps whom: list, change, suspend, resume, end, reset. */
const keepingRoutes = (house: House, kept: Kept, of: readonly Role[]): Route[] => {
  const targetOf = ({ params }: Params): appointments.Target => ({ ...params, of });
  return [
    route(kept.list, async ({ session }) =>
      answer(200, { appointments: await appointments.listAppointments(house, session, of) }),
    ),
    route(kept.change, async (asked) =>
      reply(200, await appointments.changeAppointment(house, asked.session, targetOf(asked), asked.body)),
    ),
    route(kept.suspend, async (asked) =>
      reply(
        200,
        await appointments.suspendAppointment(house, asked.session, targetOf(asked), asked.body.reason),
      ),
    ),
    route(kept.resume, async (asked) =>
      reply(200, await appointments.resumeAppointment(house, asked.session, targetOf(asked))),
    ),
    route(kept.end, async (asked) =>
      reply(200, await appointments.endAppointment(house, asked.session, targetOf(asked))),
    ),
    route(kept.resetPassword, async (asked) =>
      reply(200, await appointments.resetPassword(house, asked.session, targetOf(asked))),
    ),
  ];
};

const ofInstitutions = ['representative', 'manager', 'user'] as const;
const ofHeadquarters = ['hq_policy', 'hq_supply', 'hq_portal', 'hq_audit', 'hq_system'] as const;

const peopleRoutes = (house: House): Route[] => [
  route(contract.managers.appoint, async ({ body, session }) =>
    reply(201, await appoint(house, session, { ...body, role: 'manager' })),
  ),
  ...keepingRoutes(house, contract.managers, ['manager']),

  route(contract.appointSelf, async ({ body, session }) =>
    reply(201, await appointSelf(house, session, body)),
  ),
  route(contract.users.appoint, async ({ body, session }) =>
    reply(201, await appoint(house, session, { ...body, role: 'user' })),
  ),
  ...keepingRoutes(house, contract.users, ['user']),

  route(contract.hqStaff.appoint, async ({ body, session }) =>
    reply(201, await appoint(house, session, body)),
  ),
  ...keepingRoutes(house, contract.hqStaff, ofHeadquarters),

  route(contract.issueRepresentative, async ({ params, session }) =>
    reply(201, await issueRepresentative(house, session, params.code)),
  ),
  route(contract.suspendAnyAppointment, async ({ params, body, session }) => {
    const target = { ...params, of: ofInstitutions, anywhere: true };
    return reply(200, await appointments.suspendAppointment(house, session, target, body.reason));
  }),
  route(contract.renamePerson, async ({ params, body, session }) => {
    const target = { ...params, of: ofInstitutions, anywhere: true };
    return reply(200, await appointments.renamePerson(house, session, target, body));
  }),
  route(contract.resumeAnyAppointment, async ({ params, session }) => {
    const target = { ...params, of: ofInstitutions, anywhere: true };
    return reply(200, await appointments.resumeAppointment(house, session, target));
  }),
];

export const accessRoutes = (house: House): Route[] => {
  const begin = (done: LoggedIn, setCookie: (token: string) => void) => {
    setCookie(done.token);
    return answer(201, presentSession(house, done.session));
  };
  return [
    route(contract.viewWaysIn, async () => answer(200, await viewWaysIn(house))),

    route(contract.logIn, async ({ body, address, token, setCookie }) => {
      const done = await logIn(house, { ...body, address }, token);
      if (isRefusal(done)) return refused(done);
      return 'ticket' in done ? answer(200, done) : begin(done, setCookie);
    }),

    route(contract.chooseInstitution, async ({ body, address, token, setCookie }) => {
      const done = await chooseInstitution(house, { ...body, address }, token);
      return isRefusal(done) ? refused(done) : begin(done, setCookie);
    }),

    route(contract.viewSession, async ({ session }) => answer(200, presentSession(house, session))),

    route(contract.logOut, async ({ session, address, setCookie }) => {
      await logOut(house, session, address);
      setCookie(null);
      return answer(204, null);
    }),

    route(contract.changePassword, async ({ body, session, address, token }) => {
      const refusal = await changePassword(house, session, { ...body, address });
      if (refusal) return refused(refusal);
      const renewed = await house.openSession(token ?? '', address);
      return answer(200, presentSession(house, renewed ?? session));
    }),

    ...peopleRoutes(house),

    route(contract.viewPasswordLogIn, async () => answer(200, await viewPasswordLogIn(house))),
    route(contract.setPasswordLogIn, async ({ body, session }) =>
      reply(200, await setPasswordLogIn(house, session, body.ends_on)),
    ),
  ];
};
