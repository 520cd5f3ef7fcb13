import { long, other_key, person_key, type Row } from './constraint-rows.ts';

const at = '2020-02-04T02:00:00Z';
const day = '2020-02-04';
const site_code = '5931102274';
/** An institution that is there and holds none of the rows. */
const other_site = '5931102283';
const nobody = 99;
const nowhere = { site_code: '0000000000' };
const nothing = { service_code: 'nothing' };
const reversed = { starts_on: day, ends_on: '2020-02-03' };
const noReason = [{ reason: '' }, { reason: '短' }, { reason: long(201) }];

/** One right row of each table of the chain of appointments, in an order that foreign keys allow. */
export const chainRows: [table: string, row: Row][] = [
  [
    'site',
    {
      ...{ code: other_site, full_name: '淡水衛生所', short_name: '淡水衛生所', kind: 'health_centre' },
      ...{ county: '新北市', township: '', address: '', phone: '', is_test: false, allotted: true },
      ...{ check_digit_ok: true, created_at: at, updated_at: at, contract_starts_on: day },
    },
  ],
  [
    'practice_registration',
    { person_key, site_code, profession: 'pharmacist', starts_on: day, ends_on: null, updated_at: at },
  ],
  [
    'credential',
    {
      ...{ account_id: 1, site_code, password_hash: 'x', is_initial: true, former_hashes: [] },
      ...{ set_at: at, set_by: 1, open_until: null },
    },
  ],
  [
    'appointment',
    {
      ...{ appointment_id: 1, account_id: 1, site_code, role: 'manager', starts_on: day, ends_on: null },
      ...{ suspended_at: null, suspended_why: null, appointed_at: at, appointed_by: 1 },
      ...{ ended_at: null, ended_by: null, suspended_by_authority: false },
    },
  ],
  [
    'service',
    {
      ...{ code: 'gloves', position: 99, name: '手套', name_en: 'Gloves', about: '', about_en: '' },
      ...{ state: 'building', opens_on: day, ended_on: null, implied_by: null },
      ...{ ends_with_password_log_in: false, updated_at: at, updated_by: 1 },
    },
  ],
  ['service_eligibility', { service_code: 'gloves', site_kind: 'pharmacy', professions: ['pharmacist'] }],
  [
    'unified_grant',
    {
      ...{ unified_grant_id: 1, service_code: 'gloves', reason: '測試', state: 'waiting', business_day: day },
      ...{ ordered_at: at, ordered_by: 1, sites_total: 1, sites_done: 0, done_up_to: '' },
      ...{ applications: 0, grants: 0, finished_at: null, undone_at: null, undone_by: null },
    },
  ],
  [
    'service_application',
    {
      ...{ application_id: 1, site_code, service_code: 'gloves', applied_at: at, applied_by: 1 },
      ...{ source: 'application', unified_grant_id: null, data_from: null, ended_at: null, ended_by: null },
    },
  ],
  [
    'service_grant',
    {
      ...{ grant_id: 1, account_id: 1, site_code, service_code: 'gloves', starts_on: day, ends_on: null },
      ...{ source: 'manager', unified_grant_id: null, granted_at: at, granted_by: 1 },
      ...{ ended_at: null, ended_by: null },
    },
  ],
  ['service_usage', { site_code, service_code: 'gloves', used_on: day, times: 1 }],
  ['setting', { key: 'a_setting', value: 'x', set_at: at, set_by: 1 }],
];

const another = { account_id: 2, name: 'other', person_key: other_key };
const ended = { ended_at: at, ended_by: 1 };

/** For each constraint of the chain, and each unique index, the changes that break it. */
export const chainViolations: Record<string, Row[]> = {
  account_covered_number_check: [
    { ...another, covered_number: 'A123456789' },
    { ...another, covered_number: 'A12345****89' },
  ],
  account_kind_check: [{ kind: 'robot', person_key: null, covered_number: null }],
  account_number_check: [
    { ...another, covered_number: null },
    { ...another, person_key: null },
  ],
  account_person_check: [{ ...another, kind: 'institution' }],
  account_person_key_key: [{ account_id: 2, name: 'other' }],
  appointment_account_id_fkey: [{ appointment_id: 2, account_id: nobody }],
  appointment_appointed_by_fkey: [{ appointment_id: 2, role: 'user', appointed_by: nobody }],
  appointment_authority_check: [{ suspended_by_authority: true }],
  appointment_check: [reversed],
  appointment_ended_by_fkey: [{ appointment_id: 2, ...ended, ended_by: nobody }],
  appointment_office_check: [{ role: 'hq_policy' }, { site_code: 'HQ00000000' }],
  appointment_once: [{ appointment_id: 2 }],
  appointment_pkey: [ended],
  appointment_role_check: [{ role: 'owner' }],
  appointment_site_code_fkey: [{ appointment_id: 2, ...nowhere }],
  appointment_suspended_check: [{ suspended_at: at }, { suspended_why: '調查中' }],
  appointment_suspended_why_check: [{ suspended_at: at, suspended_why: '短' }],
  audit_address_check: [{ audit_id: 2, address: 'x'.repeat(46) }],
  credential_account_id_fkey: [{ account_id: nobody }],
  credential_former_hashes_check: [{ former_hashes: ['1', '2', '3', '4', '5', '6'] }],
  credential_pkey: [{}],
  credential_set_by_fkey: [{ site_code: other_site, set_by: nobody }],
  credential_site_code_fkey: [nowhere],
  practice_registration_check: [reversed],
  practice_registration_pkey: [{}],
  practice_registration_profession_check: [{ profession: 'dentist' }],
  practice_registration_site_code_fkey: [nowhere],
  service_about_check: [{ about: long(501) }],
  service_about_en_check: [{ about_en: 'x'.repeat(501) }],
  service_application_applied_by_fkey: [{ application_id: 2, ...ended, applied_by: nobody }],
  service_application_ended_by_fkey: [{ application_id: 2, ...ended, ended_by: nobody }],
  service_application_once: [{ application_id: 2 }],
  service_application_pkey: [ended],
  service_application_service_code_fkey: [{ application_id: 2, ...nothing }],
  service_application_site_code_fkey: [{ application_id: 2, ...nowhere }],
  service_application_source_check: [{ source: 'gift' }],
  service_application_source_check1: [{ source: 'unified_grant' }, { unified_grant_id: 1 }],
  service_application_unified_grant_id_fkey: [
    { application_id: 2, ...ended, source: 'unified_grant', unified_grant_id: 99 },
  ],
  service_code_check: [{ code: 'Gloves' }, { code: 'g' }, { code: 'x'.repeat(33) }],
  service_eligibility_pkey: [{}],
  service_eligibility_professions_check: [{ professions: ['dentist'] }],
  service_eligibility_service_code_fkey: [nothing],
  service_eligibility_site_kind_check: [{ site_kind: 'authority' }],
  service_ended_check: [{ state: 'ended' }, { ended_on: day }],
  service_grant_account_id_fkey: [{ grant_id: 2, account_id: nobody }],
  service_grant_check: [reversed],
  service_grant_ended_by_fkey: [{ grant_id: 2, ...ended, ended_by: nobody }],
  service_grant_granted_by_fkey: [{ grant_id: 2, ...ended, granted_by: nobody }],
  service_grant_once: [{ grant_id: 2 }],
  service_grant_pkey: [ended],
  service_grant_service_code_fkey: [{ grant_id: 2, ...nothing }],
  service_grant_site_code_fkey: [{ grant_id: 2, ...nowhere }],
  service_grant_source_check: [{ source: 'gift' }],
  service_grant_source_check1: [{ source: 'unified_grant' }, { unified_grant_id: 1 }],
  service_grant_unified_grant_id_fkey: [
    { grant_id: 2, ...ended, source: 'unified_grant', unified_grant_id: 99 },
  ],
  service_implied_by_fkey: [{ code: 'socks', implied_by: 'nothing' }],
  service_implied_check: [{ implied_by: 'gloves' }],
  service_name_check: [{ name: '' }, { name: long(61) }],
  service_name_en_check: [{ name_en: '' }, { name_en: 'x'.repeat(81) }],
  service_opens_check: [{ opens_on: null }],
  service_pkey: [{}],
  service_state_check: [{ state: 'asleep' }],
  service_updated_by_fkey: [{ code: 'socks', updated_by: nobody }],
  service_usage_pkey: [{}],
  service_usage_service_code_fkey: [nothing],
  service_usage_site_code_fkey: [nowhere],
  service_usage_times_check: [{ times: 0 }],
  setting_key_check: [{ key: 'A' }, { key: 'a' }, { key: 'x'.repeat(65) }],
  setting_pkey: [{}],
  setting_set_by_fkey: [{ key: 'other', set_by: nobody }],
  site_authority_check: [{ kind: 'authority' }, { code: 'HQ00000000', kind: 'authority', allotted: true }],
  site_contract_check: [{ contract_ends_on: '1995-02-28' }],
  site_suspended_check: [{ suspended_at: at }, { suspended_why: '調查中' }],
  site_suspended_why_check: [{ suspended_at: at, suspended_why: '短' }],
  unified_grant_applications_check: [{ applications: -1 }],
  unified_grant_at_work: [{ unified_grant_id: 2 }, { unified_grant_id: 2, state: 'running' }],
  unified_grant_check: [{ sites_done: 2 }, { sites_done: -1 }, { sites_total: -1 }],
  unified_grant_grants_check: [{ grants: -1 }],
  unified_grant_ordered_by_fkey: [{ unified_grant_id: 2, state: 'done', ordered_by: nobody }],
  unified_grant_pkey: [{ state: 'done' }],
  unified_grant_reason_check: noReason,
  unified_grant_service_code_fkey: [{ unified_grant_id: 2, state: 'done', ...nothing }],
  unified_grant_state_check: [{ state: 'asleep' }],
  unified_grant_undone_by_fkey: [{ unified_grant_id: 2, state: 'done', undone_at: at, undone_by: nobody }],
  unified_grant_undone_check: [{ undone_at: at }, { undone_by: 1 }],
};
