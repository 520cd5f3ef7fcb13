import type { contracts } from '../src/contracts.ts';

type Name = keyof typeof contracts;

/**
 * Who may do what, written down by hand from the requirements (R048-R073, design §5) and from nothing in
 * `src`: an answer to compare the server with. `anybody` is logged in, whatever else is the matter.
 */
export type Who =
  | 'public'
  | 'anybody'
  /** logged in, and nothing in the way */
  | 'settled'
  | 'representative'
  | 'manager'
  /** a user who may use the mask service here today */
  | 'seller'
  /** one who is a manager too */
  | 'selling manager'
  | 'hq_policy'
  | 'hq_supply'
  | 'hq_portal'
  | 'hq_audit'
  | 'hq_system';

const names = <const N extends Name>(who: readonly Who[], ...of: N[]): Record<N, readonly Who[]> =>
  Object.fromEntries(of.map((name) => [name, who])) as Record<N, readonly Who[]>;

export const whoMay: Record<Name, readonly Who[]> = {
  ...names(['public'], 'viewWaysIn', 'logIn', 'chooseInstitution', 'readContacts'),
  ...names(
    ['public'],
    'challengeCard',
    'logInByCard',
    'logInByNhiCard',
    'challengePasskey',
    'logInByPasskey',
  ),
  ...names(['public'], 'viewWorkstation', 'challengeSam', 'authenticateSam'),
  ...names(['representative', 'manager'], 'listWorkstations', 'challengeEnrolment', 'enrolWorkstation'),
  ...names(['representative', 'manager'], 'endWorkstation'),
  ...names(['settled'], 'offerPasskey', 'savePasskey', 'removePasskey'),
  ...names(['anybody'], 'viewSession', 'logOut', 'changePassword', 'viewOwnWays'),
  ...names(['settled'], 'noteExport'),
  ...names(['anybody'], 'viewService', 'listComing', 'viewFirstUse', 'readAnnouncements'),
  ...names(['representative'], 'managersList', 'managersAppoint', 'managersChange', 'managersSuspend'),
  ...names(
    ['representative'],
    'managersResume',
    'managersEnd',
    'managersResetPassword',
    'managersReleaseCards',
  ),
  ...names(['manager'], 'usersList', 'usersAppoint', 'usersChange', 'usersSuspend', 'usersResume'),
  ...names(['manager'], 'usersEnd', 'usersResetPassword', 'usersReleaseCards', 'appointSelf'),
  ...names(['manager'], 'listOffered', 'applyForServices', 'withdrawApplication'),
  ...names(['manager'], 'listGrants', 'grantService', 'changeGrant', 'endGrant', 'importGrants'),
  ...names(['representative', 'manager', 'hq_audit', 'hq_system'], 'listOwnAudit'),
  ...names(['hq_system'], 'hqStaffList', 'hqStaffAppoint', 'hqStaffChange', 'hqStaffSuspend'),
  ...names(['hq_system'], 'hqStaffResume', 'hqStaffEnd', 'hqStaffResetPassword', 'hqStaffReleaseCards'),
  ...names(
    ['hq_portal'],
    'issueRepresentative',
    'suspendAnyAppointment',
    'resumeAnyAppointment',
    'renamePerson',
    'releaseAnyCards',
  ),
  ...names(['hq_portal'], 'suspendInstitution', 'resumeInstitution'),
  ...names(['hq_portal'], 'viewPasswordLogIn', 'setPasswordLogIn', 'listCatalogue', 'editService'),
  ...names(['hq_portal'], 'previewUnifiedGrant', 'orderUnifiedGrant', 'listUnifiedGrants'),
  ...names(['hq_portal'], 'stopUnifiedGrant', 'undoUnifiedGrant'),
  ...names(['hq_policy', 'hq_supply', 'hq_portal', 'hq_audit'], 'searchInstitutions', 'viewInstitution'),
  ...names(['hq_audit'], 'searchAudit'),
  ...names(['hq_portal'], 'listAnnouncements', 'saveAnnouncement', 'listFaq', 'saveFaq', 'listContacts'),
  ...names(['hq_portal'], 'saveContactLine', 'saveContactDesk', 'listDownloads', 'saveDownload'),
  ...names(['hq_portal'], 'listLinks', 'saveLink', 'viewOldPlatform', 'saveOldPlatform'),
  ...names(['hq_portal'], 'previewContent', 'offerContent', 'moveContent', 'listContentVersions'),
  ...names(
    ['seller'],
    'viewCounter',
    'challengeCardRead',
    'checkPurchase',
    'sell',
    'listDaySales',
    'voidSale',
  ),
  ...names(['seller'], 'viewStock', 'confirmArrival', 'markNotArrived', 'listMovements'),
  ...names(['selling manager'], 'correctStock'),
};
