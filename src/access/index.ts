export { createOpenSession } from './log-in.ts';
export { hashPassword } from './passwords.ts';
export { saveAccount } from './queries.ts';
export { accessRoutes } from './routes.ts';
export { knownPermissions } from './rules.ts';
