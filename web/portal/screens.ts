/** The chunk of the portal's screens, loaded with its words when the first of them is opened. */
export { ApplicationsPage } from './applications/ApplicationsPage.tsx';
export { AuditPage } from './audit/AuditPage.tsx';
export { GrantsPage } from './grants/GrantsPage.tsx';
export { ManagersPage, UsersPage } from './people/PeoplePage.tsx';
export { ServicePage } from './service/ServicePage.tsx';
export { OwnWaysPage } from './ways/OwnWaysPage.tsx';
export { WorkstationsPage } from './workstations/WorkstationsPage.tsx';
