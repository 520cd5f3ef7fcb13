export { judgeDays, presentAppointment } from './appointment-acts.ts';
export {
  authorityCode,
  ensureAuthority,
  ensureInstitutionAccount,
  ensurePerson,
  findAppointments,
  insertAppointment,
  lockPeopleOf,
} from './appointment-queries.ts';
export { lastFourMarkOf } from './bindings.ts';
export { clearChallenges, makeChallenge } from './challenge.ts';
export { findCredential, saveInitialPassword } from './credentials.ts';
export { type HqAccessGiven, openHqAccess } from './hq-access.ts';
export { hashPassword, makePassword } from './passwords.ts';
export { clearSessions } from './queries.ts';
export { accessRoutes } from './routes.ts';
export {
  type AppointmentState,
  holdersAt,
  knownPermissions,
  mayHold,
  type Role,
  stateOf,
  whyIdle,
} from './rules.ts';
export { createOpenSession } from './sessions.ts';
export { cardReadPurpose, openCitizenRead, type Visit, visitIn } from './statements.ts';
export { findEnrolled, touchWorkstation } from './workstation-queries.ts';
