import type { House } from '../house.ts';
import { isRefusal, type Refusal } from '../platform/errors.ts';
import { answer, type Route, refused, reply, route } from '../platform/routes.ts';
import type { Session } from '../platform/session.ts';
import { appoint, appointSelf, issueRepresentative } from './appoint.ts';
import * as appointments from './appointments.ts';
import * as card from './card-contract.ts';
import { logInByCard } from './card-log-in.ts';
import { makeChallenge } from './challenge.ts';
import { changePassword } from './change-password.ts';
import * as contract from './contract.ts';
import { chooseInstitution, type LoggedIn } from './enter.ts';
import { logIn, logInByNhiCard } from './log-in.ts';
import { viewOwnWays } from './own-ways.ts';
import * as passkeys from './passkeys.ts';
import { setPasswordLogIn, viewPasswordLogIn, viewWaysIn } from './password-log-in.ts';
import { type Role, roles } from './rules.ts';
import { authenticateSam, samPurpose, viewWorkstation } from './sam.ts';
import { idleMinutes, logOut } from './sessions.ts';
import { logInPurpose, type Visit, visitIn } from './statements.ts';
import * as workstations from './workstations.ts';

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
    way: session.way,
    advice: session.first_generation ? 'first_generation_card' : null,
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
    route(kept.releaseCards, async (asked) =>
      reply(200, await appointments.releaseCards(house, asked.session, targetOf(asked))),
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
  route(contract.releaseAnyCards, async ({ params, session }) => {
    const target = { ...params, of: ofInstitutions, anywhere: true };
    return reply(200, await appointments.releaseCards(house, session, target));
  }),
];

type FromVisitor = { origin: string; address: string; visitor: () => string };
/** Before a log-in the browser answers a challenge, afterwards the session. */
const visitOf = ({ origin, address, visitor }: FromVisitor): Visit => ({
  origin,
  address,
  asker: visitor(),
});

const ownRoutes = (house: House): Route[] => [
  route(card.viewOwnWays, async ({ session }) => answer(200, await viewOwnWays(house, session))),
  route(card.offerPasskey, async (asked) => {
    const options = await passkeys.offerPasskey(house, asked.session, visitIn(asked));
    return isRefusal(options) ? refused(options) : answer(200, { options: { ...options } });
  }),
  route(card.savePasskey, async (asked) => {
    const given = { ...asked.body, visit: visitIn(asked) };
    return reply(201, await passkeys.savePasskey(house, asked.session, given));
  }),
  route(card.removePasskey, async ({ params, session }) =>
    reply(204, await passkeys.removePasskey(house, session, params.passkey_id)),
  ),
];

const workstationRoutes = (house: House): Route[] => [
  route(card.viewWorkstation, async ({ params }) =>
    answer(200, await viewWorkstation(house, params.workstation)),
  ),
  route(card.challengeSam, async (asked) =>
    answer(201, { nonce: makeChallenge(house, { purpose: samPurpose, ...visitOf(asked) }) }),
  ),
  route(card.authenticateSam, async (asked) =>
    reply(200, await authenticateSam(house, asked.body.signed, visitOf(asked))),
  ),
  route(card.listWorkstations, async ({ session }) =>
    answer(200, { workstations: await workstations.listWorkstations(house, session) }),
  ),
  route(card.challengeEnrolment, async (asked) => {
    const purpose = workstations.enrolmentPurpose;
    return answer(201, { nonce: makeChallenge(house, { purpose, ...visitIn(asked) }) });
  }),
  route(card.enrolWorkstation, async (asked) => {
    const given = { ...asked.body, visit: visitIn(asked) };
    return reply(201, await workstations.enrolWorkstation(house, asked.session, given));
  }),
  route(card.endWorkstation, async ({ params, session }) =>
    reply(204, await workstations.endWorkstation(house, session, params.workstation_id)),
  ),
];

export const accessRoutes = (house: House): Route[] => {
  const begin = (done: LoggedIn, setCookie: (token: string) => void) => {
    setCookie(done.token);
    return answer(201, presentSession(house, done.session));
  };
  const beginOrChoose = (
    done: LoggedIn | contract.InstitutionChoice | Refusal,
    setCookie: (token: string) => void,
  ) => {
    if (isRefusal(done)) return refused(done);
    return 'ticket' in done ? answer(200, done) : begin(done, setCookie);
  };
  return [
    route(contract.viewWaysIn, async () => answer(200, await viewWaysIn(house))),

    route(contract.logIn, async ({ body, address, token, setCookie }) => {
      const done = await logIn(house, { ...body, address }, token);
      return beginOrChoose(done, setCookie);
    }),

    route(card.challengeCard, async (asked) => {
      const purpose = logInPurpose(asked.body.card, asked.body.reader);
      return answer(201, { nonce: makeChallenge(house, { purpose, ...visitOf(asked) }) });
    }),
    route(card.logInByCard, async (asked) => {
      const done = await logInByCard(house, { ...asked.body, visit: visitOf(asked) }, asked.token);
      return beginOrChoose(done, asked.setCookie);
    }),
    route(card.logInByNhiCard, async (asked) => {
      const done = await logInByNhiCard(house, { ...asked.body, visit: visitOf(asked) }, asked.token);
      return beginOrChoose(done, asked.setCookie);
    }),
    route(card.challengePasskey, async (asked) => {
      const options = await passkeys.challengePasskey(house, visitOf(asked));
      return answer(200, { options: { ...options } });
    }),
    route(card.logInByPasskey, async (asked) => {
      const done = await passkeys.logInByPasskey(house, asked.body.answer, visitOf(asked), asked.token);
      return beginOrChoose(done, asked.setCookie);
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
    ...workstationRoutes(house),
    ...ownRoutes(house),

    route(contract.viewPasswordLogIn, async () => answer(200, await viewPasswordLogIn(house))),
    route(contract.setPasswordLogIn, async ({ body, session }) =>
      reply(200, await setPasswordLogIn(house, session, body.ends_on)),
    ),
  ];
};
