import Type, { type Static } from 'typebox';
import { CertificateCardName } from '../cards/contract.ts';
import { Closed, contract, Day, Instant, OrNull, Remark } from '../platform/contract.ts';

export const SiteView = Closed({
  code: Type.String(),
  short_name: Type.String(),
  full_name: Type.String(),
  county: Type.String(),
  kind: Type.String(),
  is_test: Type.Boolean(),
});

/** Kinds of institutions, as `site.kind` has them. */
export const SiteKindName = Type.Enum([
  'pharmacy',
  'health_centre',
  'health_service_centre',
  'public_hospital',
  'clinic',
  'dental',
  'chinese_medicine',
  'other',
]);
export type SiteKindName = Static<typeof SiteKindName>;

/** The three levels of an institution (R048), and the offices of the authority. */
export const Role = Type.Enum([
  'representative',
  'manager',
  'user',
  'hq_policy',
  'hq_supply',
  'hq_portal',
  'hq_audit',
  'hq_system',
]);
export const HqRole = Type.Enum(['hq_policy', 'hq_supply', 'hq_portal', 'hq_audit', 'hq_system']);
export type HqRole = Static<typeof HqRole>;

/** 職登: what somebody is registered to practise as at an institution (R070). */
export const Profession = Type.Enum(['pharmacist', 'assistant_pharmacist', 'physician', 'nurse']);
export type Profession = Static<typeof Profession>;

/** 一般登入, a card with a certificate, 健保卡 with a password, a passkey. */
export const WayIn = Type.Enum(['password', 'certificate', 'nhi_card', 'passkey']);
export type WayIn = Static<typeof WayIn>;

/** Who is logged in, for which institution, and what this person may do there. */
export const SessionView = Closed({
  account: Type.String(),
  display_name: Type.String(),
  site: SiteView,
  roles: Type.Array(Role),
  /** codes of the services that this person may use here now */
  services: Type.Array(Type.String()),
  permissions: Type.Array(Type.String()),
  /** why nothing else may be done yet, as a refusal code: `password_change_first`, `appointment_suspended` … */
  standing: Type.Union([Type.String(), Type.Null()]),
  /** how this person came in */
  way: WayIn,
  /** what to tell after the log-in: `first_generation_card` advises to change the card (R035) */
  advice: OrNull(Type.Enum(['first_generation_card'])),
  today: Day,
  now: Instant,
  idle_minutes: Type.Integer(),
});
export type SessionView = Static<typeof SessionView>;

/** Somebody known at several institutions chooses one; the ticket holds for three minutes (R046). */
export const InstitutionChoice = Closed({
  ticket: Type.String(),
  institutions: Type.Array(Closed({ site: SiteView, roles: Type.Array(Role) })),
});
export type InstitutionChoice = Static<typeof InstitutionChoice>;

export const Password = Type.String({ minLength: 1, maxLength: 256 });

export const viewWaysIn = contract({
  method: 'GET',
  path: '/api/ways-in',
  permission: 'public',
  summary: 'Which ways of logging in are open, and until when (R039)',
  answers: {
    200: Closed({
      password: Closed({ open: Type.Boolean(), ends_on: Type.Union([Day, Type.Null()]) }),
    }),
  },
});

export const logIn = contract({
  method: 'POST',
  path: '/api/session',
  permission: 'public',
  summary: '一般登入: log in with account (or ID number) and password; 200 asks to choose an institution',
  body: Closed({ account: Type.String({ minLength: 1, maxLength: 64 }), password: Password }),
  answers: { 200: InstitutionChoice, 201: SessionView },
});

export const chooseInstitution = contract({
  method: 'POST',
  path: '/api/session/institution',
  permission: 'public',
  summary: 'Begin the session at one of the institutions that the log-in offered',
  body: Closed({
    ticket: Type.String({ minLength: 1, maxLength: 32_000 }),
    site_code: Type.String({ pattern: '^[0-9A-Z]{10}$' }),
  }),
  answers: { 201: SessionView },
});

export const viewSession = contract({
  method: 'GET',
  path: '/api/session',
  permission: 'session:view:own',
  summary: 'Who is logged in here; also keeps the session alive',
  answers: { 200: SessionView },
});

export const logOut = contract({
  method: 'DELETE',
  path: '/api/session',
  permission: 'session:end:own',
  summary: '登出, 換班: end this session and every approval given in it',
  answers: { 204: Type.Null() },
});

export const changePassword = contract({
  method: 'POST',
  path: '/api/password',
  permission: 'password:change:own',
  summary: '變更密碼: really changes it; old, common and easily guessed ones are refused (R036)',
  body: Closed({ current: Password, fresh: Password }),
  answers: { 200: SessionView },
});

/** One appointment as the level above sees it. */
export const AppointmentView = Closed({
  appointment_id: Type.Integer(),
  account: Type.String(),
  display_name: Type.String(),
  covered_number: Type.Union([Type.String(), Type.Null()]),
  role: Role,
  /** pending: starts on a later day; expired: its last day is over; ended: taken back */
  state: Type.Enum(['active', 'pending', 'expired', 'suspended', 'ended']),
  starts_on: Day,
  ends_on: Type.Union([Day, Type.Null()]),
  suspended_why: Type.Union([Type.String(), Type.Null()]),
  appointed_at: Instant,
  appointed_by: Type.Union([Type.String(), Type.Null()]),
  /** initial: shown once and never changed; none: no 一般登入 at this institution */
  password: Type.Enum(['initial', 'own', 'none']),
  /** kinds of the cards that are bound to this person */
  cards: Type.Array(CertificateCardName),
  passkeys: Type.Integer(),
  last_log_in: Type.Union([Instant, Type.Null()]),
  professions: Type.Array(Profession),
  /** codes of the services granted, whether or not they work just now */
  services: Type.Array(Type.String()),
  is_self: Type.Boolean(),
});
export type AppointmentView = Static<typeof AppointmentView>;

const AppointmentList = Closed({ appointments: Type.Array(AppointmentView) });

/** `initial_password` is shown this once; null when the person has a password at this institution already. */
const Appointed = Closed({
  appointment: AppointmentView,
  initial_password: Type.Union([Type.String(), Type.Null()]),
});

/** What follows from the act, to be told: nobody is left who can appoint managers or users. */
const Changed = Closed({
  appointment: AppointmentView,
  warnings: Type.Array(Type.Enum(['last_manager', 'last_user', 'last_of_office'])),
});

const AppointmentParams = Closed({ appointment_id: Type.String({ pattern: '^[1-9][0-9]{0,14}$' }) });
const LastDay = Type.Union([Day, Type.Null()]);
const DisplayName = Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' });
const NewPerson = {
  display_name: DisplayName,
  /** 身分證號 or 居留證號; crosses the wire once and is not stored */
  number: Type.String({ minLength: 1, maxLength: 20 }),
  starts_on: Day,
  ends_on: LastDay,
};

/** The operations by which one level keeps the people of the level below: the same for managers and users. */
const appointmentContracts = <const P extends string, const S extends string>(
  people: P,
  subject: S,
  of: string,
) => ({
  list: contract({
    method: 'GET',
    path: `/api/${people}`,
    permission: `${subject}:list:own-site`,
    summary: `${of}: all, with their state`,
    answers: { 200: AppointmentList },
  }),
  appoint: contract({
    method: 'POST',
    path: `/api/${people}`,
    permission: `${subject}:appoint:own-site`,
    summary: `${of}: appoint a person; a new one gets an initial password, shown once`,
    body: Closed(NewPerson),
    answers: { 201: Appointed },
  }),
  change: contract({
    method: 'POST',
    path: `/api/${people}/:appointment_id`,
    permission: `${subject}:appoint:own-site`,
    summary: `${of}: correct the name, change the days`,
    params: AppointmentParams,
    body: Closed({ display_name: DisplayName, starts_on: Day, ends_on: LastDay }),
    answers: { 200: Changed },
  }),
  suspend: contract({
    method: 'POST',
    path: `/api/${people}/:appointment_id/suspension`,
    permission: `${subject}:appoint:own-site`,
    summary: `${of}: suspend, effective at once`,
    params: AppointmentParams,
    body: Closed({ reason: Remark }),
    answers: { 200: Changed },
  }),
  resume: contract({
    method: 'DELETE',
    path: `/api/${people}/:appointment_id/suspension`,
    permission: `${subject}:appoint:own-site`,
    summary: `${of}: end the suspension`,
    params: AppointmentParams,
    answers: { 200: Changed },
  }),
  end: contract({
    method: 'DELETE',
    path: `/api/${people}/:appointment_id`,
    permission: `${subject}:appoint:own-site`,
    summary: `${of}: end the appointment, effective at once`,
    params: AppointmentParams,
    answers: { 200: Changed },
  }),
  resetPassword: contract({
    method: 'POST',
    path: `/api/${people}/:appointment_id/password`,
    permission: `${subject}:reset-password:own-site`,
    summary: `${of}: reset the password at this institution; the new one is shown once (R054, R055)`,
    params: AppointmentParams,
    answers: { 200: Appointed },
  }),
  releaseCards: contract({
    method: 'DELETE',
    path: `/api/${people}/:appointment_id/cards`,
    permission: `${subject}:appoint:own-site`,
    summary: `${of}: 解除卡片綁定: cards and passkeys of this person let nobody in until bound anew`,
    params: AppointmentParams,
    answers: { 200: Changed },
  }),
});

/** 機構管理者維護作業, by the representative (R051). */
export const managers = appointmentContracts('managers', 'manager', '機構管理者維護');
/** 機構使用者維護作業, by a manager (R060). */
export const users = appointmentContracts('users', 'user', '機構使用者維護');

export const appointSelf = contract({
  method: 'POST',
  path: '/api/users/self',
  permission: 'user:appoint:own-site',
  summary: '將自己設為使用者: a manager becomes a user of the same institution too (R056)',
  body: Closed({ starts_on: Day, ends_on: LastDay }),
  answers: { 201: Appointed },
});

/** The authority's own people: the same operations, with an office to choose. */
const hqStaffContracts = appointmentContracts('hq/staff', 'hq-staff', '署內人員');
export const hqStaff = {
  ...hqStaffContracts,
  appoint: contract({
    ...hqStaffContracts.appoint,
    body: Closed({ ...NewPerson, role: HqRole }),
  }),
};

export const issueRepresentative = contract({
  method: 'POST',
  path: '/api/hq/institutions/:code/representative',
  permission: 'representative:issue:any',
  summary: '發給機構代表密碼: the institution code as account, a new initial password shown once',
  params: Closed({ code: Type.String({ pattern: '^[0-9A-Z]{10}$' }) }),
  answers: { 201: Appointed },
});

export const suspendAnyAppointment = contract({
  method: 'POST',
  path: '/api/hq/appointments/:appointment_id/suspension',
  permission: 'institution:suspend:any',
  summary: 'Suspend somebody at an institution; its own audit trail shows it',
  params: AppointmentParams,
  body: Closed({ reason: Remark }),
  answers: { 200: Changed },
});

export const renamePerson = contract({
  method: 'POST',
  path: '/api/hq/appointments/:appointment_id/name',
  permission: 'person:rename:any',
  summary: '更正姓名: of a person whom several institutions know, so that none of them can change it alone',
  params: AppointmentParams,
  body: Closed({ display_name: DisplayName }),
  answers: { 200: Changed },
});

export const resumeAnyAppointment = contract({
  method: 'DELETE',
  path: '/api/hq/appointments/:appointment_id/suspension',
  permission: 'institution:suspend:any',
  summary: 'End a suspension at an institution',
  params: AppointmentParams,
  answers: { 200: Changed },
});

export const releaseAnyCards = contract({
  method: 'DELETE',
  path: '/api/hq/appointments/:appointment_id/cards',
  permission: 'representative:issue:any',
  summary: '解除卡片綁定 at any institution: of its representative, or of somebody who works elsewhere too',
  params: AppointmentParams,
  answers: { 200: Changed },
});

export const WithoutWay = Closed({
  hq: Type.Array(Type.String()),
  institutions: Type.Array(Closed({ code: Type.String(), short_name: Type.String() })),
  institutions_total: Type.Integer(),
});

export const viewPasswordLogIn = contract({
  method: 'GET',
  path: '/api/hq/password-log-in',
  permission: 'setting:edit:any',
  summary: 'End date of 一般登入, and who has no other way in yet (R039)',
  answers: { 200: Closed({ ends_on: LastDay, without_another_way: WithoutWay }) },
});

export const setPasswordLogIn = contract({
  method: 'POST',
  path: '/api/hq/password-log-in',
  permission: 'setting:edit:any',
  summary: 'Set or lift the end date of 一般登入; refused while it would shut somebody out',
  body: Closed({ ends_on: LastDay }),
  answers: { 200: Closed({ ends_on: LastDay }) },
});
