import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { contracts } from '../src/contracts.ts';
import type { Db } from '../src/platform/db.ts';
import { type Browser, browserOf, type TestApp } from './app.ts';
import { cardExamples } from './card-examples.ts';
import { check, confirmArrival, findDelivery, sellOn } from './counter.ts';
import {
  makeBareSite,
  makeHq,
  makeNumber,
  makeSite,
  makeStaff,
  passwordOfAll,
  type TestSite,
} from './factories.ts';

type Name = keyof typeof contracts;

/** A right request of an operation, by somebody who may send it. */
export type Example = {
  browser: Browser;
  url: string;
  body?: Record<string, unknown>;
  query?: Record<string, string>;
  /** where it stands when all are sent, unless by its method: 0 reading, 1 writing, 2 ending */
  turn?: number;
};

const day = '2020-02-04';
const days = { starts_on: day, ends_on: null };
const reason = { reason: '稽核測試' };
const pdf = Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64');

let numbers = 500;
const newPerson = () => ({ display_name: '新進人員', number: makeNumber(++numbers), ...days });

const idOf = (answer: { body: Record<string, unknown> }): string =>
  String((answer.body['appointment'] as { appointment_id: number }).appointment_id);

/** Gives the person of an appointment a passkey, as if from a phone. */
const withPasskey = async (db: Db, appointment_id: string): Promise<string> => {
  await sql`insert into passkey (account_id, credential, public_key, signature_count, label, created_at)
    select account_id, ${randomUUID()}, '\\x00', 0, '手機', now() from appointment
    where appointment_id = ${appointment_id}`.execute(db);
  return appointment_id;
};

/** People of a level to change, suspend, resume, end and reset: one for each, so that no act meets another. */
const makePeople = async (db: Db, browser: Browser, people: string, more: object = {}) => {
  const appoint = async () => idOf(await browser.post(`/api/${people}`, { ...newPerson(), ...more }));
  const suspended = await appoint();
  await browser.post(`/api/${people}/${suspended}/suspension`, reason);
  return {
    change: await appoint(),
    suspend: await appoint(),
    suspended,
    end: await appoint(),
    reset: await appoint(),
    released: await withPasskey(db, await appoint()),
  };
};

type People = Awaited<ReturnType<typeof makePeople>>;

/** The right requests by which one level keeps the next. */
const keeping = (browser: Browser, path: string, people: People, more: object = {}) => {
  const at = (id: string, rest = ''): { browser: Browser; url: string } => ({
    browser,
    url: `/api/${path}/${id}${rest}`,
  });
  return {
    list: { browser, url: `/api/${path}` },
    appoint: { browser, url: `/api/${path}`, body: { ...newPerson(), ...more } },
    change: { ...at(people.change), body: { display_name: '改名人員', ...days } },
    suspend: { ...at(people.suspend, '/suspension'), body: reason },
    resume: at(people.suspended, '/suspension'),
    end: at(people.end),
    resetPassword: at(people.reset, '/password'),
    releaseCards: at(people.released, '/cards'),
  };
};

const even = { number: 'F100000024', birth_date: '19740503' };
const other = { number: 'F100000042', birth_date: '19740503' };

const counterExamples = async (browser: Browser, site: TestSite) => {
  await confirmArrival(browser, day, { adult_mask: 100 }, { more_expected: true });
  const { delivery_id } = await findDelivery(browser, day);
  const sold_id = randomUUID();
  await sellOn(browser, (await check(browser, site, even)).body['approval'], { adult_mask: 1 }, sold_id);
  const { approval } = (await check(browser, site, other)).body;
  const arrival = { delivery_id, receipt_no: 2, more_expected: false, on_sale_date: day, reason: '少一箱' };
  const quantities = { adult_mask: 2, child_mask: 0 };
  const correction = { item: 'adult_mask', change: -1, cause: 'count', note: '盤點' };
  const checked = { site_code: site.code, document_kind: '02', document_in_hand: 'nhi_card', ...other };
  return {
    viewCounter: { browser, url: '/api/counter' },
    challengeCardRead: { browser, url: '/api/checks/challenge' },
    checkPurchase: { browser, url: '/api/checks', body: checked },
    sell: {
      browser,
      url: '/api/sales',
      body: { request_id: randomUUID(), approval, quantities, by_proxy: false },
    },
    listDaySales: { browser, url: '/api/sales' },
    voidSale: { browser, url: `/api/sales/${sold_id}/void`, body: { void_id: randomUUID(), reason: '按錯' } },
    viewStock: { browser, url: '/api/stock' },
    confirmArrival: {
      ...{ browser, url: '/api/stock/arrivals' },
      body: { ...arrival, quantities: { adult_mask: 90, child_mask: 50 } },
    },
    correctStock: {
      browser,
      url: '/api/stock/corrections',
      body: { request_id: randomUUID(), ...correction },
    },
    listMovements: { browser, url: '/api/stock/movements' },
  } satisfies Partial<Record<Name, Example>>;
};

const contentExamples = async (browser: Browser) => {
  const fresh = () => ({ id: randomUUID(), version: 0 });
  const url = (kind: string) => `/api/hq/content/${kind}`;
  const { faq } = (await browser.get(url('faq'))).body as { faq: { id: string; version: number }[] };
  const [first = { id: '', version: 0 }, second = first] = faq;
  const { version } = (await browser.get(url('old-platform'))).body;
  const announced = { title: '公告', body: '內容', ...{ starts_on: day, ends_on: day } };
  const desk = { service: '口罩', desk: '服務台', phone: '', mail: '', hours: '' };
  const file = { file_name: 'test.pdf', title: '文件', about: '', file: pdf };
  const audience = { audience: 'institutions', site_kinds: ['pharmacy'] };
  const faqOf = { listed_as: '問', question: '問', answer: '答' };
  const linked = { title: '連結', address: 'https://example.org/', about: '' };
  const old = { offered: true, address: 'https://example.org/old', ends_on: day };
  return {
    listAnnouncements: { browser, url: url('announcements') },
    saveAnnouncement: { browser, url: url('announcements'), body: { ...fresh(), ...announced, ...audience } },
    listFaq: { browser, url: url('faq') },
    saveFaq: { browser, url: url('faq'), body: { ...fresh(), ...faqOf } },
    listContacts: { browser, url: url('contacts') },
    saveContactLine: { browser, url: url('contact-lines'), body: { ...fresh(), text: '行', text_en: '' } },
    saveContactDesk: { browser, url: url('contact-desks'), body: { ...fresh(), ...desk } },
    listDownloads: { browser, url: url('downloads') },
    saveDownload: { browser, url: url('downloads'), body: { ...fresh(), ...file } },
    listLinks: { browser, url: url('links') },
    saveLink: { browser, url: url('links'), body: { ...fresh(), ...linked } },
    viewOldPlatform: { browser, url: url('old-platform') },
    saveOldPlatform: { browser, url: url('old-platform'), body: { version, ...old } },
    previewContent: { browser, url: url('preview'), body: { markdown: '**粗**' } },
    offerContent: {
      ...{ browser, url: url(`faq/${first.id}/offered`) },
      body: { version: first.version, offered: false },
    },
    moveContent: { browser, url: url(`faq/${second.id}/position`), body: { position: 1 } },
    listContentVersions: { browser, url: url(`faq/${first.id}/versions`) },
  } satisfies Partial<Record<Name, Example>>;
};

/** An order that no server has begun; none looks for work in a test until it is woken. */
const orderOf = async (db: Db, account_id: string): Promise<string> => {
  const { rows } = await sql<{ id: string }>`
    insert into unified_grant (service_code, reason, state, business_day, ordered_at, ordered_by, sites_total)
    values ('masks', '測試', 'waiting', ${day}, now(), ${account_id}, 0)
    returning unified_grant_id as id`.execute(db);
  return rows[0]?.id ?? '';
};

/** In their order: one at work is stopped, then undone, then the next is ordered. */
const unifiedExamples = (browser: Browser, order: string) => {
  const url = '/api/hq/unified-grants';
  return {
    previewUnifiedGrant: { browser, url: `${url}/preview?service=masks`, query: { service: 'masks' } },
    listUnifiedGrants: { browser, url },
    stopUnifiedGrant: { browser, url: `${url}/${order}/stop`, turn: 1 },
    undoUnifiedGrant: { browser, url: `${url}/${order}/undo`, turn: 1.1 },
    orderUnifiedGrant: { browser, url, body: { service: 'masks', ...reason }, turn: 1.2 },
  } satisfies Partial<Record<Name, Example>>;
};

type Kept = { services: { code: string }[] };

const hqExamples = async (
  browser: Browser,
  sites: { busy: string; quiet: string; closed: string },
  db: Db,
) => {
  const { services } = (await browser.get('/api/hq/services')).body as unknown as Kept;
  const { code: _code, ...entry } = services.find(({ code }) => code === 'claims_api') as Record<
    string,
    unknown
  >;
  const edit = Object.fromEntries(
    ['name', 'name_en', 'about', 'about_en', 'state', 'opens_on', 'ended_on', 'eligibility'].map((name) => [
      name,
      entry[name],
    ]),
  );
  const at = (code: string, rest = ''): string => `/api/hq/institutions/${code}${rest}`;
  await browser.post(at(sites.closed, '/suspension'), reason);
  const appointmentAt = (role: 'manager' | 'user') => appointmentOf(db, sites.busy, role);
  const [working, stopped] = [await appointmentAt('manager'), await appointmentAt('user')];
  await browser.post(`/api/hq/appointments/${stopped}/suspension`, reason);
  return {
    listCatalogue: { browser, url: '/api/hq/services' },
    editService: { browser, url: '/api/hq/services/claims_api', body: edit },
    searchAudit: { browser, url: '/api/hq/audit' },
    searchInstitutions: { browser, url: '/api/hq/institutions' },
    viewInstitution: { browser, url: at(sites.busy) },
    suspendInstitution: { browser, url: at(sites.quiet, '/suspension'), body: reason },
    resumeInstitution: { browser, url: at(sites.closed, '/suspension') },
    issueRepresentative: { browser, url: at(sites.quiet, '/representative') },
    suspendAnyAppointment: { browser, url: `/api/hq/appointments/${working}/suspension`, body: reason },
    renamePerson: {
      browser,
      url: `/api/hq/appointments/${stopped}/name`,
      body: { display_name: '更正姓名' },
    },
    resumeAnyAppointment: { browser, url: `/api/hq/appointments/${stopped}/suspension` },
    releaseAnyCards: {
      browser,
      url: `/api/hq/appointments/${await withPasskey(db, working)}/cards`,
    },
    viewPasswordLogIn: { browser, url: '/api/hq/password-log-in' },
    setPasswordLogIn: { browser, url: '/api/hq/password-log-in', body: { ends_on: null } },
  } satisfies Partial<Record<Name, Example>>;
};

const appointmentOf = async (db: Db, site_code: string, role: string): Promise<string> => {
  const { rows } = await sql<{ id: string }>`
    select appointment_id as id from appointment where site_code = ${site_code} and role = ${role}
    order by 1 limit 1`.execute(db);
  return rows[0]?.id ?? '';
};

/** A user of a site who may hold masks, and a grant of theirs when there is to be one. */
const makeUser = async (browser: Browser, db: Db, site_code: string, granted: boolean) => {
  const { name } = await makeStaff(db, {
    ...{ name: `u-${randomUUID().slice(0, 8)}`, site_code, roles: ['user'], professions: ['pharmacist'] },
    services: granted ? ['masks'] : [],
  });
  const { users } = (await browser.get('/api/grants')).body as {
    users?: { account: string; appointment_id: number; grants: { grant_id: number }[] }[];
  };
  const found = users?.find(({ account }) => account === name);
  return { name, appointment_id: found?.appointment_id, grant_id: found?.grants[0]?.grant_id };
};

const serviceExamples = async (browser: Browser, db: Db, site_code: string) => {
  const [bare, changed, ended] = [
    await makeUser(browser, db, site_code, false),
    await makeUser(browser, db, site_code, true),
    await makeUser(browser, db, site_code, true),
  ];
  await browser.post('/api/applications', { services: ['claims'] });
  const csv = `帳號或證號,服務代碼,起日,迄日\n${bare.name},masks,1090204,\n`;
  const { appointment_id } = bare;
  return {
    listComing: { browser, url: '/api/services' },
    viewService: { browser, url: '/api/services/masks' },
    listOffered: { browser, url: '/api/applications' },
    applyForServices: { browser, url: '/api/applications', body: { services: ['feedback_files'] } },
    withdrawApplication: { browser, url: '/api/applications/claims' },
    listGrants: { browser, url: '/api/grants' },
    grantService: { browser, url: '/api/grants', body: { appointment_id, service: 'masks', ...days } },
    changeGrant: { browser, url: `/api/grants/${changed.grant_id}`, body: { ...days } },
    endGrant: { browser, url: `/api/grants/${ended.grant_id}` },
    importGrants: { browser, url: '/api/grants/import', body: { csv, dry_run: true } },
    viewFirstUse: { browser, url: '/api/first-use' },
    noteExport: { browser, url: '/api/exports', body: { list: '/manage/users', rows: 3 } },
    listOwnAudit: { browser, url: '/api/audit' },
  } satisfies Partial<Record<Name, Example>>;
};

/** Somebody who is a user at two institutions, asked to choose. */
const ticketFor = async (browser: Browser, db: Db, sites: readonly string[]) => {
  const name = 'at-two-sites';
  for (const site_code of sites) await makeStaff(db, { name, site_code, roles: ['user'] });
  return (await browser.post('/api/session', { account: name, password: passwordOfAll })).body['ticket'];
};

const sessionExamples = async (app: TestApp, db: Db, site: TestSite, sites: readonly string[]) => {
  const browser = await browserOf(app, site.manager);
  const leaving = await browserOf(app, site.user);
  const ticket = await ticketFor(await browserOf(app), db, sites);
  const { password } = site.manager;
  return {
    viewWaysIn: { browser, url: '/api/ways-in' },
    logIn: { browser, url: '/api/session', body: { account: site.manager.name, password }, turn: 9 },
    chooseInstitution: {
      ...{ browser: await browserOf(app), url: '/api/session/institution' },
      body: { ticket, site_code: sites[0] ?? '' },
    },
    viewSession: { browser, url: '/api/session' },
    logOut: { browser: leaving, url: '/api/session' },
    changePassword: {
      ...{ browser: leaving, url: '/api/password' },
      body: { current: password, fresh: 'lantern violet anchor 9' },
    },
    readAnnouncements: { browser, url: '/api/announcements' },
    readContacts: { browser, url: '/api/contacts' },
  } satisfies Partial<Record<Name, Example>>;
};

/** The keys of a level's operations as `contracts` names them. */
const named = <P extends string>(
  prefix: P,
  { list, appoint, change, suspend, resume, end, resetPassword, releaseCards }: ReturnType<typeof keeping>,
) =>
  ({
    [`${prefix}List`]: list,
    [`${prefix}Appoint`]: appoint,
    [`${prefix}Change`]: change,
    [`${prefix}Suspend`]: suspend,
    [`${prefix}Resume`]: resume,
    [`${prefix}End`]: end,
    [`${prefix}ResetPassword`]: resetPassword,
    [`${prefix}ReleaseCards`]: releaseCards,
  }) as Record<string, Example>;

/** A right request of every operation, each by somebody who may, against institutions made for it. */
export const makeExamples = async (app: TestApp, db: Db): Promise<(name: Name) => Example> => {
  const [site, busy] = [await makeSite(db), await makeSite(db)];
  const [quiet, closed] = [await makeBareSite(db), await makeBareSite(db)];
  const hqAccount = await makeHq(db);
  const manager = await browserOf(app, site.manager);
  const representative = await browserOf(app, site.representative);
  const hq = await browserOf(app, hqAccount);
  const self = await makeStaff(db, { name: 'manager-alone', site_code: site.code, roles: ['manager'] });
  const office = { role: 'hq_policy' };
  const counter = await counterExamples(manager, site);
  const { delivery_id } = counter.confirmArrival.body;
  const all: Record<string, Example> = {
    ...counter,
    markNotArrived: { browser: manager, url: `/api/stock/deliveries/${delivery_id}/not-arrived`, turn: 0.5 },
    ...(await sessionExamples(app, db, site, [site.code, busy.code])),
    ...(await cardExamples(app, db)),
    ...named(
      'managers',
      keeping(representative, 'managers', await makePeople(db, representative, 'managers')),
    ),
    ...named('users', keeping(manager, 'users', await makePeople(db, manager, 'users'))),
    appointSelf: { browser: await browserOf(app, self), url: '/api/users/self', body: { ...days } },
    ...named('hqStaff', keeping(hq, 'hq/staff', await makePeople(db, hq, 'hq/staff', office), office)),
    ...(await serviceExamples(manager, db, site.code)),
    ...(await hqExamples(hq, { busy: busy.code, quiet, closed }, db)),
    ...unifiedExamples(hq, await orderOf(db, hqAccount.account_id)),
    ...(await contentExamples(hq)),
  };
  return (name) => {
    const example = all[name];
    if (!example) throw new Error(`no right example of ${name}`);
    return example;
  };
};
