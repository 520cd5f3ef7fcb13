export type Row = Record<string, unknown>;

const at = '2020-02-04T02:00:00Z';
export const person_key = '00000000-0000-0000-0000-00000000000a';
export const other_key = '00000000-0000-0000-0000-00000000000b';
const request_id = '0190a3b4-0000-7000-8000-0000000000aa';
export const other_id = '0190a3b4-0000-7000-8000-0000000000bb';
export const bytes = (length: number): string => `\\x${'ab'.repeat(length)}`;
export const long = (length: number): string => '長'.repeat(length);
const site_code = '5931102274';
const one = { programme: 'gloves', site_code, item: 'adult_mask' };
const counts = { adult_mask: 2, child_mask: 0 };
// Before the shipped content, whose places are in use.
const placed = { id: request_id, version: 1, offered: true, position: 9_999 };

/** One right row of each table, in an order that foreign keys allow. */
export const rightRows: [table: string, row: Row][] = [
  ['migration', { name: 'x.sql', checksum: 'x', applied_at: at }],
  [
    'programme',
    { code: 'gloves', pepper_fingerprint: bytes(16), server_key_fingerprint: bytes(16), created_at: at },
  ],
  [
    'policy',
    {
      programme: 'gloves',
      version: '1',
      valid_from: '2020-02-04',
      schema_version: 1,
      document: {},
      created_at: at,
    },
  ],
  [
    'site',
    {
      ...{
        code: site_code,
        full_name: '淡水藥局',
        short_name: '淡水藥局',
        kind: 'pharmacy',
        county: '新北市',
      },
      ...{
        township: '',
        address: '',
        phone: '',
        longitude: 121.4,
        latitude: 25.1,
        is_test: false,
        allotted: true,
      },
      ...{ check_digit_ok: true, created_at: at, updated_at: at },
      ...{
        contract_starts_on: '1995-03-01',
        contract_ends_on: null,
        suspended_at: null,
        suspended_why: null,
      },
    },
  ],
  [
    'site_allotment',
    { programme: 'gloves', site_code, valid_from: '2020-02-04', quantities: counts, reason: '測試' },
  ],
  [
    'day_order',
    {
      ...{
        programme: 'gloves',
        day: '2020-02-04',
        county: '',
        lifts_day_rule: true,
        cancels_delivery: false,
      },
      ...{ reason: '颱風', ordered_at: at },
    },
  ],
  [
    'account',
    {
      ...{ account_id: 1, name: 'tamsui', display_name: '櫃檯' },
      ...{ kind: 'person', person_key, covered_number: 'A123****89' },
      ...{ is_demo: false, disabled_at: null, created_at: at },
    },
  ],
  [
    'session',
    {
      place: bytes(16),
      token_hash: bytes(32),
      account_id: 1,
      site_code,
      created_at: at,
      last_seen_at: at,
      ended_at: null,
      way: 'password',
      first_generation: false,
    },
  ],
  ['log_in_failure', { subject: bytes(16), failures: 1, last_at: at }],
  ['audit', { audit_id: 1, at, business_day: '2020-02-04', act: 'sale:make', outcome: 'sold', detail: {} }],
  ['entitlement', { programme: 'gloves', person_key, recent: [], kept_from: '1912-01-01', linked_to: null }],
  ['stock', { ...one, on_hand: 0, held: {}, movements: 0 }],
  [
    'sale',
    {
      ...{
        programme: 'gloves',
        sold_on: '2020-02-04',
        person_key,
        request_id,
        sold_at: at,
        site_code,
        account_id: 1,
      },
      ...{ covered_number: 'F100****24', document_kind: '01', source: 'typed', birth_year: 1974 },
      ...{ person_class: 'adult', policy_version: '1', quantities: counts, price_twd: 10, by_proxy: false },
      ...{ request_hash: bytes(16), seal: bytes(16) },
    },
  ],
  [
    'sale_void',
    {
      ...{
        programme: 'gloves',
        sold_on: '2020-02-04',
        person_key,
        request_id,
        void_id: other_id,
        voided_at: at,
      },
      ...{ site_code, account_id: 1, reason: '按錯', seal: bytes(16) },
    },
  ],
  [
    'stock_movement',
    {
      ...one,
      ...{ id: 1, business_day: '2020-02-04', seq: 1, at, kind: 'sale', change: -2, on_hand_after: 0 },
      ...{ account_id: 1, request_id, seal: bytes(16) },
    },
  ],
  [
    'delivery',
    {
      ...{ delivery_id: 1, programme: 'gloves', site_code, due_on: '2020-02-04', on_sale_date: '2020-02-04' },
      ...{ expected: counts, not_arrived_on: null, settled: false },
    },
  ],
  [
    'receipt',
    {
      ...{
        delivery_id: 1,
        receipt_no: 1,
        quantities: counts,
        on_sale_date: '2020-02-04',
        more_expected: false,
      },
      ...{ reason: null, confirmed_at: at, account_id: 1, seal: bytes(16) },
    },
  ],
  [
    'announcement',
    {
      ...{ id: request_id, version: 1, offered: true, title: '公告', body: '內容', starts_on: '2020-02-04' },
      ...{ ends_on: '2020-02-04', audience: 'public', site_kinds: [] },
    },
  ],
  ['faq', { ...placed, listed_as: '問?', question: '問？', answer: '答' }],
  ['contact_line', { ...placed, text: '電話', text_en: '' }],
  ['contact_desk', { ...placed, service: '口罩', desk: '諮詢人員', phone: '', mail: '', hours: '' }],
  ['download_file', { sha256: bytes(32), bytes: bytes(1) }],
  ['download', { ...placed, file_name: '文件.pdf', title: '文件', about: '', sha256: bytes(32) }],
  ['link', { ...placed, title: '連結', address: 'https://example.org/', about: '' }],
  [
    'old_platform',
    {
      ...{ id: '00000000-0000-0000-0000-000000000041', version: 1, offered: false },
      ...{ address: 'https://example.org/', ends_on: null },
    },
  ],
  [
    'content_version',
    {
      ...{ kind: 'faq', id: request_id, version: 1, changed_at: at, account_id: null, offered: true },
      fields: {},
    },
  ],
];
