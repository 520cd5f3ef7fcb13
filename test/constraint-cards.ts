import { bytes, long, other_key, person_key, type Row } from './constraint-rows.ts';

const at = '2020-02-04T02:00:00Z';
const site_code = '5931102274';
const nobody = 99;
const nowhere = { site_code: '0000000000' };
const ended = { ended_at: at, ended_by: 1 };
const another = `\\x${'cd'.repeat(32)}`;

/** One right row of each table about cards, in an order that foreign keys allow. */
export const cardRows: [table: string, row: Row][] = [
  [
    'card_binding',
    {
      ...{ card_binding_id: 1, issuer: bytes(32), subject_serial: '0000111122223333', card: 'staff' },
      ...{ account_id: 1, vouched_by: [site_code], bound_at: at, ended_at: null, ended_by: null },
    },
  ],
  ['card_register', { card: 'institution', subject_serial: '1', site_code, is_spare: false }],
  [
    'workstation',
    {
      ...{ workstation_id: 1, site_code, public_key: bytes(32), label: '櫃台一', enrolled_at: at },
      ...{ enrolled_by: 1, last_used_at: null, ended_at: null, ended_by: null },
    },
  ],
  ['sam_state', { public_key: bytes(32), site_code, state: 'authenticated', shown_at: at, until: at }],
  [
    'passkey',
    {
      ...{ passkey_id: 1, account_id: 1, credential: 'x', public_key: bytes(77), signature_count: 0 },
      ...{ label: '手機', created_at: at, last_used_at: null, ended_at: null, opens: null },
    },
  ],
  ['used_challenge', { challenge: bytes(32), used_at: at }],
  [
    'birth_mark',
    { programme: 'gloves', person_key, mark: bytes(16), marked_at: at, site_code, workstation_id: 1 },
  ],
];

/** For each constraint about cards, and each unique index, the changes that break it. */
export const cardViolations: Record<string, Row[]> = {
  account_last_four_mark_check: [
    { account_id: 2, name: 'other', person_key: other_key, last_four_mark: bytes(15) },
  ],
  birth_mark_mark_check: [{ mark: bytes(15) }],
  birth_mark_pkey: [{}],
  birth_mark_programme_fkey: [{ programme: 'hats' }],
  birth_mark_site_code_fkey: [{ person_key: other_key, ...nowhere }],
  birth_mark_workstation_id_fkey: [{ person_key: other_key, workstation_id: nobody }],
  card_binding_account_id_fkey: [{ card_binding_id: 2, issuer: another, account_id: nobody }],
  card_binding_card_check: [{ card: 'nhi', vouched_by: [] }],
  card_binding_ended_by_fkey: [{ card_binding_id: 2, ...ended, ended_by: nobody }],
  card_binding_ended_check: [{ ended_at: at }, { ended_by: 1 }],
  card_binding_issuer_check: [{ issuer: bytes(31) }],
  card_binding_once: [{ card_binding_id: 2, account_id: 2 }],
  card_binding_per_kind: [{ card_binding_id: 2, issuer: another }],
  card_binding_pkey: [ended],
  card_binding_subject_serial_check: [{ subject_serial: '' }, { subject_serial: '1'.repeat(65) }],
  card_binding_vouched_check: [{ vouched_by: [] }, { card: 'citizen' }],
  card_register_card_check: [{ card: 'citizen' }],
  card_register_pkey: [{}],
  card_register_site_code_fkey: [{ subject_serial: '2', ...nowhere }],
  card_register_spare_check: [{ is_spare: true }, { site_code: null }],
  card_register_staff_check: [{ card: 'staff' }, { is_spare: true, site_code: null }],
  card_register_subject_serial_check: [{ subject_serial: '' }, { subject_serial: '1'.repeat(65) }],
  passkey_account_id_fkey: [{ passkey_id: 2, credential: 'y', account_id: nobody }],
  passkey_credential_check: [{ credential: '' }, { credential: 'x'.repeat(1401) }],
  passkey_credential_key: [{ passkey_id: 2 }],
  passkey_label_check: [{ label: '' }, { label: long(41) }],
  passkey_pkey: [{ credential: 'y' }],
  passkey_public_key_check: [{ public_key: '\\x' }, { public_key: bytes(2049) }],
  passkey_signature_count_check: [{ signature_count: -1 }],
  sam_state_pkey: [{}],
  sam_state_public_key_check: [{ public_key: bytes(31) }],
  sam_state_site_check: [{ site_code: null }],
  sam_state_site_code_fkey: [{ public_key: another, ...nowhere }],
  sam_state_state_check: [{ state: 'absent', until: null }],
  sam_state_until_check: [{ until: null }, { state: 'expired' }],
  session_card_binding_id_fkey: [{ token_hash: another, card_binding_id: nobody }],
  session_way_check: [{ way: 'window' }],
  session_workstation_check: [{ way: 'nhi_card' }, { workstation_id: 1 }],
  session_workstation_id_fkey: [{ token_hash: another, way: 'nhi_card', workstation_id: nobody }],
  used_challenge_challenge_check: [{ challenge: bytes(31) }],
  used_challenge_pkey: [{}],
  workstation_ended_by_fkey: [{ workstation_id: 2, ...ended, ended_by: nobody }],
  workstation_ended_check: [{ ended_at: at }, { ended_by: 1 }],
  workstation_enrolled_by_fkey: [{ workstation_id: 2, public_key: another, enrolled_by: nobody }],
  workstation_label_check: [{ label: '' }, { label: long(41) }],
  workstation_once: [{ workstation_id: 2 }],
  workstation_pkey: [ended],
  workstation_public_key_check: [{ public_key: bytes(31) }],
  workstation_site_code_fkey: [{ workstation_id: 2, public_key: another, ...nowhere }],
};
