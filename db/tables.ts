import type { ColumnType, Generated, Kysely, Transaction } from 'kysely';

/** A count by item code or by day, as stored in jsonb. */
export type Counts = Record<string, number>;
type Json<T> = ColumnType<T, string, string>;
/** A `date` column: the pool reads it as the ISO string it is, never as a JavaScript Date. */
type Day = string;

/** A purchase as the person's entitlement remembers it, with all that a retry must be answered. */
export type RecentEntry = {
  request_id: string;
  /** hex of the 16-byte hash of the request's content */
  request_hash: string;
  sold_on: Day;
  /** epoch milliseconds */
  sold_at: number;
  site_code: string;
  covered_number: string;
  quantities: Counts;
  price_twd: number;
  voided: boolean;
};

/** What every piece of content of the portal has, and those that stand in an order. */
type Content = { id: string; version: number; offered: boolean };
type Placed = { position: number };

export type Tables = {
  programme: { code: string; pepper_fingerprint: Buffer; server_key_fingerprint: Buffer; created_at: Date };
  policy: {
    programme: string;
    version: string;
    valid_from: Day;
    schema_version: number;
    document: Json<unknown>;
    created_at: Date;
  };
  site: {
    code: string;
    full_name: string;
    short_name: string;
    kind: string;
    county: string;
    township: Generated<string>;
    address: Generated<string>;
    phone: Generated<string>;
    longitude: number | null;
    latitude: number | null;
    is_test: Generated<boolean>;
    allotted: Generated<boolean>;
    check_digit_ok: boolean;
    contract_starts_on: Generated<Day>;
    contract_ends_on: Day | null;
    suspended_at: Date | null;
    suspended_why: string | null;
    created_at: Date;
    updated_at: Date;
  };
  site_allotment: {
    programme: string;
    site_code: string;
    valid_from: Day;
    quantities: Json<Counts>;
    reason: string;
  };
  day_order: {
    programme: string;
    day: Day;
    county: string;
    lifts_day_rule: boolean;
    cancels_delivery: boolean;
    reason: string;
    ordered_at: Date;
  };
  account: {
    account_id: Generated<string>;
    name: string;
    display_name: string;
    kind: Generated<'person' | 'institution'>;
    person_key: string | null;
    covered_number: string | null;
    last_four_mark: Buffer | null;
    is_demo: Generated<boolean>;
    disabled_at: Date | null;
    created_at: Date;
  };
  credential: {
    account_id: string;
    site_code: string;
    password_hash: string;
    is_initial: boolean;
    former_hashes: Generated<string[]>;
    set_at: Date;
    set_by: string | null;
    open_until: Date | null;
  };
  appointment: {
    appointment_id: Generated<string>;
    account_id: string;
    site_code: string;
    role: string;
    starts_on: Day;
    ends_on: Day | null;
    suspended_at: Date | null;
    suspended_why: string | null;
    suspended_by_authority: Generated<boolean>;
    appointed_at: Date;
    appointed_by: string | null;
    ended_at: Date | null;
    ended_by: string | null;
  };
  practice_registration: {
    person_key: string;
    site_code: string;
    profession: string;
    starts_on: Day;
    ends_on: Day | null;
    updated_at: Date;
  };
  service: {
    code: string;
    position: number;
    name: string;
    name_en: string;
    about: string;
    about_en: string;
    state: 'open' | 'building' | 'ended';
    opens_on: Day | null;
    ended_on: Day | null;
    implied_by: string | null;
    ends_with_password_log_in: Generated<boolean>;
    updated_at: Date;
    updated_by: string | null;
  };
  service_eligibility: { service_code: string; site_kind: string; professions: string[] };
  service_application: {
    application_id: Generated<string>;
    site_code: string;
    service_code: string;
    applied_at: Date;
    applied_by: string | null;
    source: 'application' | 'unified_grant' | 'kept';
    unified_grant_id: string | null;
    data_from: Date | null;
    ended_at: Date | null;
    ended_by: string | null;
  };
  service_grant: {
    grant_id: Generated<string>;
    account_id: string;
    site_code: string;
    service_code: string;
    starts_on: Day;
    ends_on: Day | null;
    source: 'manager' | 'unified_grant';
    unified_grant_id: string | null;
    granted_at: Date;
    granted_by: string | null;
    ended_at: Date | null;
    ended_by: string | null;
  };
  service_usage: { site_code: string; service_code: string; used_on: Day; times: number };
  unified_grant: {
    unified_grant_id: Generated<string>;
    service_code: string;
    reason: string;
    state: 'waiting' | 'running' | 'done' | 'stopped' | 'undone';
    business_day: Day;
    ordered_at: Date;
    ordered_by: string;
    sites_total: number;
    sites_done: Generated<number>;
    done_up_to: Generated<string>;
    applications: Generated<number>;
    grants: Generated<number>;
    finished_at: Date | null;
    undone_at: Date | null;
    undone_by: string | null;
  };
  setting: { key: string; value: Json<unknown>; set_at: Date; set_by: string | null };
  session: {
    token_hash: Buffer;
    account_id: string;
    site_code: string;
    created_at: Date;
    last_seen_at: Date;
    ended_at: Date | null;
    place: Buffer;
    way: 'password' | 'certificate' | 'nhi_card' | 'passkey';
    first_generation: boolean;
    card_binding_id: string | null;
    workstation_id: string | null;
  };
  log_in_failure: { subject: Buffer; failures: number; last_at: Date };
  audit: {
    audit_id: Generated<string>;
    at: Date;
    business_day: Day;
    act: string;
    outcome: string;
    account_id: string | null;
    site_code: string | null;
    person_key: string | null;
    address: string | null;
    detail: Json<Record<string, unknown>>;
  };
  entitlement: {
    programme: string;
    person_key: string;
    recent: Json<RecentEntry[]>;
    kept_from: Generated<Day>;
    linked_to: string | null;
  };
  stock: {
    programme: string;
    site_code: string;
    item: string;
    on_hand: Generated<number>;
    held: Json<Counts>;
    movements: Generated<string>;
  };
  sale: {
    programme: string;
    sold_on: Day;
    person_key: string;
    request_id: string;
    sold_at: Date;
    site_code: string;
    account_id: string;
    workstation: string | null;
    covered_number: string;
    document_kind: string;
    document_in_hand: string | null;
    source: string;
    birth_year: number;
    person_class: string;
    policy_version: string;
    quantities: Json<Counts>;
    price_twd: number;
    by_proxy: boolean;
    request_hash: Buffer;
    seal: Buffer;
  };
  sale_void: {
    programme: string;
    sold_on: Day;
    person_key: string;
    request_id: string;
    void_id: string;
    voided_at: Date;
    site_code: string;
    account_id: string;
    reason: string;
    seal: Buffer;
  };
  stock_movement: {
    id: Generated<string>;
    programme: string;
    business_day: Day;
    site_code: string;
    item: string;
    seq: string;
    at: Date;
    kind: string;
    change: number;
    on_hand_after: number;
    account_id: string;
    request_id: string | null;
    delivery_id: string | null;
    receipt_no: number | null;
    cause: string | null;
    note: string | null;
    seal: Buffer;
  };
  delivery: {
    delivery_id: Generated<string>;
    programme: string;
    site_code: string;
    due_on: Day;
    on_sale_date: Day;
    expected: Json<Counts>;
    not_arrived_on: Day | null;
    settled: Generated<boolean>;
  };
  receipt: {
    delivery_id: string;
    receipt_no: number;
    quantities: Json<Counts>;
    on_sale_date: Day;
    more_expected: boolean;
    reason: string | null;
    confirmed_at: Date;
    account_id: string;
    seal: Buffer;
  };
  announcement: Content & {
    title: string;
    body: string;
    starts_on: Day;
    ends_on: Day | null;
    audience: 'public' | 'institutions';
    site_kinds: string[];
  };
  faq: Content & Placed & { listed_as: string; question: string; answer: string };
  contact_line: Content & Placed & { text: string; text_en: string };
  contact_desk: Content &
    Placed & {
      service: string;
      desk: string;
      phone: string;
      mail: string;
      hours: string;
    };
  download_file: { sha256: Buffer; bytes: Buffer };
  download: Content & Placed & { file_name: string; title: string; about: string; sha256: Buffer | null };
  link: Content & Placed & { title: string; address: string; about: string };
  old_platform: Content & { address: string; ends_on: Day | null };
  content_version: {
    kind: string;
    id: string;
    version: number;
    changed_at: Date;
    account_id: string | null;
    offered: boolean;
    fields: Json<Record<string, unknown>>;
  };
  card_binding: {
    card_binding_id: Generated<string>;
    issuer: Buffer;
    subject_serial: string;
    card: 'staff' | 'citizen' | 'institution' | 'government';
    account_id: string;
    vouched_by: Generated<string[]>;
    bound_at: Date;
    ended_at: Date | null;
    ended_by: string | null;
  };
  card_register: {
    card: 'staff' | 'institution' | 'government';
    subject_serial: string;
    site_code: string | null;
    is_spare: boolean;
  };
  workstation: {
    workstation_id: Generated<string>;
    site_code: string;
    public_key: Buffer;
    label: string;
    enrolled_at: Date;
    enrolled_by: string;
    last_used_at: Date | null;
    ended_at: Date | null;
    ended_by: string | null;
  };
  sam_state: {
    public_key: Buffer;
    site_code: string | null;
    state: 'authenticated' | 'suspended' | 'expired';
    shown_at: Date;
    until: Date | null;
  };
  passkey: {
    passkey_id: Generated<string>;
    account_id: string;
    credential: string;
    public_key: Buffer;
    signature_count: string;
    label: string;
    created_at: Date;
    last_used_at: Date | null;
    ended_at: Date | null;
    opens: string[] | null;
  };
  used_challenge: { challenge: Buffer; used_at: Date };
  birth_mark: {
    programme: string;
    person_key: string;
    mark: Buffer;
    marked_at: Date;
    site_code: string;
    workstation_id: string;
  };
};

/** The pool or a transaction on it: what every query takes first. */
export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;
