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
    password_hash: string;
    site_code: string;
    role: string;
    is_demo: Generated<boolean>;
    disabled_at: Date | null;
    created_at: Date;
  };
  session: {
    token_hash: Buffer;
    account_id: string;
    site_code: string;
    created_at: Date;
    last_seen_at: Date;
    ended_at: Date | null;
    place: Buffer;
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
};

/** The pool or a transaction on it: what every query takes first. */
export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;
