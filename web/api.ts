import type { Contracts } from '../src/contracts.ts';
import type { AnswerOf, BodyOf, ParamsOf, Problem, QueryOf } from '../src/platform/contract.ts';

export type { Problem } from '../src/platform/contract.ts';

/** Method and path of every operation; a line that differs from its contract does not compile. */
const routes = {
  viewWaysIn: 'GET /api/ways-in',
  logIn: 'POST /api/session',
  chooseInstitution: 'POST /api/session/institution',
  challengeCard: 'POST /api/session/card/challenge',
  logInByCard: 'POST /api/session/card',
  logInByNhiCard: 'POST /api/session/nhi-card',
  viewWorkstation: 'GET /api/workstation/:workstation',
  challengeSam: 'POST /api/workstation/sam/challenge',
  authenticateSam: 'POST /api/workstation/sam',
  listWorkstations: 'GET /api/workstations',
  challengeEnrolment: 'POST /api/workstations/challenge',
  enrolWorkstation: 'POST /api/workstations',
  endWorkstation: 'DELETE /api/workstations/:workstation_id',
  viewOwnWays: 'GET /api/own-ways-in',
  offerPasskey: 'POST /api/passkeys/challenge',
  savePasskey: 'POST /api/passkeys',
  removePasskey: 'DELETE /api/passkeys/:passkey_id',
  challengePasskey: 'POST /api/session/passkey/challenge',
  logInByPasskey: 'POST /api/session/passkey',
  viewSession: 'GET /api/session',
  logOut: 'DELETE /api/session',
  changePassword: 'POST /api/password',
  managersList: 'GET /api/managers',
  managersAppoint: 'POST /api/managers',
  managersChange: 'POST /api/managers/:appointment_id',
  managersSuspend: 'POST /api/managers/:appointment_id/suspension',
  managersResume: 'DELETE /api/managers/:appointment_id/suspension',
  managersEnd: 'DELETE /api/managers/:appointment_id',
  managersResetPassword: 'POST /api/managers/:appointment_id/password',
  managersReleaseCards: 'DELETE /api/managers/:appointment_id/cards',
  usersList: 'GET /api/users',
  usersAppoint: 'POST /api/users',
  usersChange: 'POST /api/users/:appointment_id',
  usersSuspend: 'POST /api/users/:appointment_id/suspension',
  usersResume: 'DELETE /api/users/:appointment_id/suspension',
  usersEnd: 'DELETE /api/users/:appointment_id',
  usersResetPassword: 'POST /api/users/:appointment_id/password',
  usersReleaseCards: 'DELETE /api/users/:appointment_id/cards',
  appointSelf: 'POST /api/users/self',
  hqStaffList: 'GET /api/hq/staff',
  hqStaffAppoint: 'POST /api/hq/staff',
  hqStaffChange: 'POST /api/hq/staff/:appointment_id',
  hqStaffSuspend: 'POST /api/hq/staff/:appointment_id/suspension',
  hqStaffResume: 'DELETE /api/hq/staff/:appointment_id/suspension',
  hqStaffEnd: 'DELETE /api/hq/staff/:appointment_id',
  hqStaffResetPassword: 'POST /api/hq/staff/:appointment_id/password',
  hqStaffReleaseCards: 'DELETE /api/hq/staff/:appointment_id/cards',
  issueRepresentative: 'POST /api/hq/institutions/:code/representative',
  suspendAnyAppointment: 'POST /api/hq/appointments/:appointment_id/suspension',
  renamePerson: 'POST /api/hq/appointments/:appointment_id/name',
  releaseAnyCards: 'DELETE /api/hq/appointments/:appointment_id/cards',
  resumeAnyAppointment: 'DELETE /api/hq/appointments/:appointment_id/suspension',
  viewPasswordLogIn: 'GET /api/hq/password-log-in',
  setPasswordLogIn: 'POST /api/hq/password-log-in',
  listComing: 'GET /api/services',
  viewService: 'GET /api/services/:code',
  listOffered: 'GET /api/applications',
  applyForServices: 'POST /api/applications',
  withdrawApplication: 'DELETE /api/applications/:code',
  listGrants: 'GET /api/grants',
  grantService: 'POST /api/grants',
  changeGrant: 'POST /api/grants/:grant_id',
  endGrant: 'DELETE /api/grants/:grant_id',
  importGrants: 'POST /api/grants/import',
  viewFirstUse: 'GET /api/first-use',
  listCatalogue: 'GET /api/hq/services',
  editService: 'POST /api/hq/services/:code',
  previewUnifiedGrant: 'GET /api/hq/unified-grants/preview',
  orderUnifiedGrant: 'POST /api/hq/unified-grants',
  listUnifiedGrants: 'GET /api/hq/unified-grants',
  stopUnifiedGrant: 'POST /api/hq/unified-grants/:unified_grant_id/stop',
  undoUnifiedGrant: 'POST /api/hq/unified-grants/:unified_grant_id/undo',
  noteExport: 'POST /api/exports',
  listOwnAudit: 'GET /api/audit',
  searchAudit: 'GET /api/hq/audit',
  searchInstitutions: 'GET /api/hq/institutions',
  viewInstitution: 'GET /api/hq/institutions/:code',
  suspendInstitution: 'POST /api/hq/institutions/:code/suspension',
  resumeInstitution: 'DELETE /api/hq/institutions/:code/suspension',
  readAnnouncements: 'GET /api/announcements',
  readContacts: 'GET /api/contacts',
  listAnnouncements: 'GET /api/hq/content/announcements',
  saveAnnouncement: 'POST /api/hq/content/announcements',
  listFaq: 'GET /api/hq/content/faq',
  saveFaq: 'POST /api/hq/content/faq',
  listContacts: 'GET /api/hq/content/contacts',
  saveContactLine: 'POST /api/hq/content/contact-lines',
  saveContactDesk: 'POST /api/hq/content/contact-desks',
  listDownloads: 'GET /api/hq/content/downloads',
  saveDownload: 'POST /api/hq/content/downloads',
  listLinks: 'GET /api/hq/content/links',
  saveLink: 'POST /api/hq/content/links',
  viewOldPlatform: 'GET /api/hq/content/old-platform',
  saveOldPlatform: 'POST /api/hq/content/old-platform',
  previewContent: 'POST /api/hq/content/preview',
  offerContent: 'POST /api/hq/content/:kind/:id/offered',
  moveContent: 'POST /api/hq/content/:kind/:id/position',
  listContentVersions: 'GET /api/hq/content/:kind/:id/versions',
  viewCounter: 'GET /api/counter',
  challengeCardRead: 'POST /api/checks/challenge',
  checkPurchase: 'POST /api/checks',
  sell: 'POST /api/sales',
  listDaySales: 'GET /api/sales',
  voidSale: 'POST /api/sales/:request_id/void',
  viewStock: 'GET /api/stock',
  confirmArrival: 'POST /api/stock/arrivals',
  markNotArrived: 'POST /api/stock/deliveries/:delivery_id/not-arrived',
  correctStock: 'POST /api/stock/corrections',
  listMovements: 'GET /api/stock/movements',
} as const satisfies { [N in keyof Contracts]: `${Contracts[N]['method']} ${Contracts[N]['path']}` };

export type Operation = keyof Contracts;
export type Answer<N extends Operation> = AnswerOf<Contracts[N]>;
type Part<Name extends string, T> = T extends undefined ? unknown : { [K in Name]: T };
export type Input<N extends Operation> = Part<'body', BodyOf<Contracts[N]>> &
  Part<'params', ParamsOf<Contracts[N]>> &
  Part<'query', QueryOf<Contracts[N]>>;

/** Why it is not known whether the server did what it was asked. */
export type Doubt = 'network' | 'time_out' | 'fault';

/**
 * What became of a request. `refused`: the server said no and did nothing. `unknown`: no answer, or a 5xx,
 * or an answer that is not ours (a proxy's page); it may have been done or not.
 */
export type Reply<T> =
  | { kind: 'answered'; status: number; value: T }
  | { kind: 'refused'; status: number; problem: Problem }
  | { kind: 'unknown'; doubt: Doubt; problem?: Problem };

const patienceMs = 8_000;

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' &&
  value !== null &&
  'code' in value &&
  typeof value.code === 'string' &&
  'message' in value;

/** Reads an answer of the server; anything that is not JSON of ours leaves us in doubt. */
export const readReply = async <T>(response: Response): Promise<Reply<T>> => {
  const { status } = response;
  if (status === 204) return { kind: 'answered', status, value: null as T };
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  const value: unknown = isJson ? await response.json() : undefined;
  if (response.ok && isJson) return { kind: 'answered', status, value: value as T };
  if (status >= 400 && status < 500 && isProblem(value)) return { kind: 'refused', status, problem: value };
  return { kind: 'unknown', doubt: 'fault', ...(isProblem(value) && { problem: value }) };
};

type Parts = {
  body?: unknown;
  params?: Record<string, string>;
  query?: Record<string, string | undefined>;
};

/** `/api/sales/:request_id/void` with its parameters, and a query of what is defined. */
const addressOf = (path: string, { params, query }: Parts): string => {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params?.[name] ?? ''));
  const given = Object.entries(query ?? {}).filter((each): each is [string, string] => each[1] !== undefined);
  return given.length === 0 ? filled : `${filled}?${new URLSearchParams(given)}`;
};

let language = 'zh-TW';
/** The language in which the server's own sentences come; the words of the screen are not its business. */
export const askInLanguage = (chosen: string): void => {
  language = chosen;
};

type Listener = (reply: Exclude<Reply<unknown>, { kind: 'unknown' }>) => void;
const listeners = new Set<Listener>();
/** Tells of every answer to a session that is alive; answers a function that ends it. */
export const onAnswered = (listener: Listener): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const tell = <T>(reply: Reply<T>): Reply<T> => {
  if (reply.kind !== 'unknown' && reply.status !== 401) for (const each of listeners) each(reply);
  return reply;
};

/** Sends one request and waits at most 8 s. Never throws: see `Reply`. */
export const call = async <N extends Operation>(name: N, input: Input<N>): Promise<Reply<Answer<N>>> => {
  const [method = 'GET', path = ''] = routes[name].split(' ');
  const parts = input as Parts;
  try {
    const response = await fetch(addressOf(path, parts), {
      method,
      credentials: 'same-origin',
      headers: {
        'Accept-Language': language,
        Accept: 'application/json',
        ...(parts.body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(parts.body !== undefined && { body: JSON.stringify(parts.body) }),
      signal: AbortSignal.timeout(patienceMs),
    });
    return tell(await readReply<Answer<N>>(response));
  } catch (error) {
    const late = error instanceof DOMException && error.name === 'TimeoutError';
    return { kind: 'unknown', doubt: late ? 'time_out' : 'network' };
  }
};
