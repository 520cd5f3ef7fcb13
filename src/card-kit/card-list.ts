import type { CertificateCard } from '../../agent/protocol.ts';
import { demoHealthCentre, makePerson } from '../sites/index.ts';
import { type NhiRecord, rocDay } from './nhi-record.ts';

/** The CAs that issue for cards; `hca-1` issued 一代卡. */
export type AuthorityName = 'hca-1' | 'hca-2' | 'moica' | 'gca' | 'sam';

/** What all cards say of themselves in the list. */
type Listed = {
  name: string;
  /** whose it is, in the words of the field */
  holder: string;
  /** what it is there to show */
  shows: string;
};

/** A card with a certificate, before it is made. */
export type CertificatePlan = Listed & {
  kind: CertificateCard;
  authority: AuthorityName;
  /** the subject's name: CN of a person, O of an institution, O and OU of an agency */
  subject: { O?: string; OU?: string; CN?: string };
  /** serialNumber of the subject: the number of the card's holder in the CA's books */
  subject_serial: string;
  rank?: 'primary' | 'secondary';
  last_four?: string;
  organisation_oid?: string;
  valid?: readonly [from: string, to: string];
  revoked?: boolean;
  /** 醫師備用卡: no mark of its own is known in public, the authority knows it by its number */
  spare?: boolean;
  /** the person or institution of the record beside the certificate, as HCA's cards have one */
  record?: { number: string; birth_date?: string };
  /** it says that its PIN has been typed wrong too often */
  locked?: boolean;
  /** it counts wrong PINs: how many it takes before it locks. Not given: wrong ones are only refused */
  tries?: number;
};

export type NhiPlan = Listed & {
  kind: 'nhi';
  record: NhiRecord;
  select?: 'unknown';
  cold_failures?: number;
  delay_ms?: number;
  /** in place of the record: hex, or null for a card of HCA */
  answers?: string | null;
};

export type SamPlan = Listed & { kind: 'sam'; valid?: readonly [string, string]; revoked?: boolean };

const usual = ['2000-01-01', '2036-12-31'] as const;
const beforeTheTrial = ['2014-07-01', '2019-06-30'] as const;
/** 一代卡 were good until 2014 (R038 asks their holders to change them). */
const firstGeneration = ['2005-01-01', '2014-12-31'] as const;
export const validityOf = (plan: { valid?: readonly [string, string] }): readonly [string, string] =>
  plan.valid ?? usual;

/** The people of the demo (src/demo.ts) and, from 20 on, others who work nowhere. */
export const demoPerson = (n: number): { number: string; birth_date: string } => {
  const { number, birth_date } = makePerson(n, { seed: 9, on: '2011-01-01' });
  return { number, birth_date };
};

/** A citizen with a right number of that form; the birth date is the list's. */
const citizenNumber = (nth: number, form: 'national_id' | 'resident_old' = 'national_id'): string => {
  let left = nth;
  for (let index = 100; ; index++) {
    const { number, form: found } = makePerson(index, { seed: 9, on: '2011-01-01' });
    if (found === form && left-- === 0) return number;
  }
};

const pharmacy = { code: '5931102274', name: '淡水藥局' };
const institutionOf = (
  name: string,
  { code, name: O }: { code: string; name: string },
  shows: string,
  more: Partial<CertificatePlan> = {},
): CertificatePlan => ({
  ...{ name, kind: 'institution', holder: O, shows, authority: 'hca-2', subject: { O } },
  ...{ subject_serial: `H${code}01`, record: { number: code } },
  ...more,
});

const staffOf = (
  name: string,
  [n, CN]: readonly [n: number, CN: string],
  shows: string,
  more: Partial<CertificatePlan> = {},
): CertificatePlan => ({
  ...{ name, kind: 'staff', holder: CN, shows, authority: 'hca-2', subject: { CN } },
  ...{ subject_serial: `P${String(n).padStart(11, '0')}01`, rank: 'primary', record: demoPerson(n) },
  ...more,
});

const citizenOf = (
  name: string,
  [n, CN]: readonly [n: number, CN: string],
  shows: string,
  more: Partial<CertificatePlan> = {},
): CertificatePlan => ({
  ...{ name, kind: 'citizen', holder: CN, shows, authority: 'moica', subject: { CN } },
  ...{ subject_serial: `90000000000${String(n).padStart(5, '0')}` },
  ...{ rank: 'primary', last_four: demoPerson(n).number.slice(-4) },
  ...more,
});

const user = [1, '淡水藥局使用者'] as const;
const manager = [2, '淡水藥局管理者'] as const;
const clinicUser = [3, '虛擬診所使用者'] as const;
const ofAuthority = [4, '署內承辦人員'] as const;

export const certificatePlans: readonly CertificatePlan[] = [
  institutionOf('institution', pharmacy, '機構代表以憑證登入'),
  institutionOf('institution-clinic', { code: '3501200000', name: '臺北虛擬診所' }, '另一家機構的代表'),
  institutionOf('institution-gen1', pharmacy, '一代卡：2014 年底前可用，另請換卡；之後以過期拒絕', {
    ...{ authority: 'hca-1', valid: firstGeneration, subject_serial: `H${pharmacy.code}00` },
  }),
  institutionOf('institution-expired', pharmacy, '已過期', {
    ...{ valid: beforeTheTrial, subject_serial: `H${pharmacy.code}02` },
  }),
  institutionOf('institution-revoked', pharmacy, '已廢止', {
    ...{ revoked: true, subject_serial: `H${pharmacy.code}03` },
  }),
  institutionOf(
    'institution-not-contracted',
    { code: '3501999992', name: '虛擬非特約診所' },
    '非特約醫事機構，無法登入',
  ),
  staffOf('staff-manager', manager, '機構管理者以醫事人員卡登入'),
  staffOf('staff-user', user, '使用者以醫事人員卡登入'),
  staffOf('staff-clinic', clinicUser, '另一家機構的使用者'),
  staffOf('staff-unassigned', [20, '未獲指派藥師'], '沒有任何機構指派的人'),
  staffOf('staff-spare', [21, '醫師備用卡'], '醫師備用卡：不得登入（先匯入 spare-cards.csv）', {
    spare: true,
  }),
  staffOf('staff-secondary', manager, '附卡：不得登入', {
    ...{ rank: 'secondary', subject_serial: 'P0000000000202' },
  }),
  // The record of those has room for six characters of a name, too few for the demo's own staff.
  staffOf('staff-gen1', [22, '一代卡藥師'], '一代卡：先由機構管理者指派此人', {
    ...{ authority: 'hca-1', valid: firstGeneration },
  }),
  staffOf('staff-revoked', user, '已廢止', { revoked: true, subject_serial: 'P0000000000103' }),
  staffOf('staff-wrong-name', [1, '姓名不同者'], '卡片姓名與帳號不同', { subject_serial: 'P0000000000104' }),
  staffOf('staff-locked', manager, 'PIN 碼已鎖', { locked: true, subject_serial: 'P0000000000205' }),
  citizenOf('citizen-manager', manager, '機構管理者以自然人憑證卡登入'),
  citizenOf('citizen-hq', ofAuthority, '健保署承辦人員以自然人憑證卡登入'),
  citizenOf('citizen-three-tries', manager, 'PIN 碼錯三次即鎖', {
    ...{ tries: 3, subject_serial: '9000000000009903' },
  }),
  citizenOf('citizen-locked', manager, 'PIN 碼已鎖', { tries: 0, subject_serial: '9000000000009904' }),
  citizenOf('citizen-wrong-name', [2, '姓名不同者'], '末四碼相同而姓名不同', {
    subject_serial: '9000000000009902',
  }),
  {
    ...{ name: 'government', kind: 'government', holder: demoHealthCentre.full_name, authority: 'gca' },
    shows: '衛生所的機構代表以政府單位憑證卡登入',
    subject: { O: `${demoHealthCentre.county}政府`, OU: demoHealthCentre.full_name },
    subject_serial: '0000000010099999',
    organisation_oid: '2.16.886.101.90003.20003.99999',
  },
];

const samOf = (name: string, shows: string, more: Partial<SamPlan> = {}): SamPlan => ({
  ...{ name, kind: 'sam', holder: pharmacy.name, shows },
  ...more,
});
export const samPlans: readonly SamPlan[] = [
  samOf('sam', '健保讀卡機的SAM卡'),
  samOf('sam-expired', '已過期的SAM卡', { valid: beforeTheTrial }),
  samOf('sam-revoked', '已停用的SAM卡', { revoked: true }),
];
/** A SAM belongs to an institution, which its certificate names. */
export const samSite = pharmacy.code;

/** An NHI number of twelve digits that none begins with. */
const cardNumberOf = (name: string): string =>
  `9000${String([...name].reduce((sum, each) => (sum * 31 + (each.codePointAt(0) ?? 0)) % 10 ** 8, 7)).padStart(8, '0')}`;

const nhiOf = (
  name: string,
  person: { name: string; number: string; birth_date: string },
  shows: string,
  more: Partial<NhiPlan> = {},
): NhiPlan => ({
  ...{ name, kind: 'nhi', holder: person.name, shows },
  record: {
    ...person,
    card_number: cardNumberOf(name),
    sex: '1AC8'.includes(person.number[1] ?? '') ? 'M' : 'F',
    issued_on: '2018-03-01',
  },
  ...more,
});

const adult = { name: '測試民眾甲', number: 'F100000024', birth_date: '1974-05-03' };
export const nhiPlans: readonly NhiPlan[] = [
  nhiOf('nhi-user', { name: user[1], ...demoPerson(1) }, '使用者以健保卡與密碼登入'),
  nhiOf('nhi-manager', { name: manager[1], ...demoPerson(2) }, '機構管理者以健保卡與密碼登入'),
  nhiOf('nhi-adult', adult, '民眾購買，證號尾數雙'),
  nhiOf(
    'nhi-odd',
    { name: '測試民眾乙', number: 'A123456789', birth_date: '1990-01-31' },
    '民眾購買，證號尾數單',
  ),
  nhiOf('nhi-child', { name: '測試兒童', number: citizenNumber(0), birth_date: '2012-05-20' }, '十二歲以下'),
  nhiOf(
    'nhi-new',
    { name: '測試民眾丙', number: citizenNumber(1), birth_date: '1985-11-02' },
    '新世代卡：不認得 SELECT 而可讀',
    { select: 'unknown' },
  ),
  nhiOf(
    'nhi-rare-name',
    { name: '王\ue000\ue001', number: citizenNumber(2), birth_date: '1951-08-15' },
    '姓名含造字',
  ),
  nhiOf(
    'nhi-resident',
    { name: '測試居留者', number: citizenNumber(0, 'resident_old'), birth_date: '1992-12-24' },
    '居留證號',
  ),
  nhiOf('nhi-cold', adult, '第一次讀取失敗，再讀即可', { cold_failures: 1 }),
  nhiOf('nhi-slow', adult, '讀得很慢', { delay_ms: 1_500 }),
  nhiOf('nhi-unreadable', adult, '每次讀取都失敗', { cold_failures: 1_000_000 }),
  nhiOf('nhi-garbled', adult, '內容毀損', { answers: 'ff'.repeat(57) }),
  nhiOf('hca-in-pcsc', { ...adult, name: '醫事卡' }, '醫事卡插在健保卡的位置', { answers: null }),
];

/** Birth dates on HCA's record are written as everywhere on cards. */
export const recordBirth = (plan: CertificatePlan): string =>
  plan.record?.birth_date ? rocDay(plan.record.birth_date) : '';
