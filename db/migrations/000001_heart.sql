-- The house: who may sell (site, account, session), the rules (policy), and the heart (sale, stock).
-- Ledgers (sale, sale_void, stock_movement, receipt, audit) only grow: the app role may not change them.
-- Projections (entitlement, stock) are written in the same transaction as the ledger; `evenhand verify` recomputes them.

-- Whole, non-negative pieces by item code or by day: {"adult_mask": 2, "child_mask": 0}. Strict, since a lax
-- path would look into a list.
create function are_quantities(quantities jsonb) returns boolean
  language sql immutable strict parallel safe
  return jsonb_typeof(quantities) = 'object'
    and not jsonb_path_exists(quantities, 'strict $.* ? (@.type() != "number" || @ < 0 || @ != @.floor())');

create table programme (
  code text primary key check (code ~ '^[a-z][a-z_]{0,31}$'),
  -- of the secrets that are kept apart: the program does not start with others
  pepper_fingerprint bytea not null check (length(pepper_fingerprint) = 16),
  server_key_fingerprint bytea not null check (length(server_key_fingerprint) = 16),
  created_at timestamptz not null
);

create table policy (
  programme text not null references programme,
  version text not null,
  valid_from date not null,
  schema_version integer not null check (schema_version > 0),
  document jsonb not null check (jsonb_typeof(document) = 'object'),
  created_at timestamptz not null,
  primary key (programme, version),
  unique (programme, valid_from)
);

create table site (
  code text primary key check (code ~ '^[0-9A-Z]{10}$'),
  full_name text not null check (length(full_name) between 1 and 200),
  short_name text not null check (length(short_name) between 1 and 20),
  kind text not null check (kind in ('pharmacy', 'health_centre', 'health_service_centre', 'public_hospital',
    'clinic', 'dental', 'chinese_medicine', 'other')),
  county text not null,
  township text not null default '',
  address text not null default '',
  phone text not null default '',
  longitude double precision check (longitude between -180 and 180),
  latitude double precision check (latitude between -90 and 90),
  is_test boolean not null default false,
  allotted boolean not null default false,
  check_digit_ok boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

-- A line of its own for a site that the policy's allotment by kind does not fit (as the test site, a clinic).
create table site_allotment (
  programme text not null references programme,
  site_code text not null references site,
  valid_from date not null,
  quantities jsonb not null check (are_quantities(quantities)),
  reason text not null check (length(reason) between 2 and 200),
  primary key (programme, site_code, valid_from)
);

-- C8: an order of the authority for one day, for a county or ('') the whole country.
create table day_order (
  programme text not null references programme,
  day date not null,
  county text not null,
  lifts_day_rule boolean not null,
  cancels_delivery boolean not null,
  reason text not null check (length(reason) between 2 and 200),
  ordered_at timestamptz not null,
  primary key (programme, day, county),
  check (lifts_day_rule or cancels_delivery)
);

create table account (
  account_id bigint generated always as identity primary key,
  name text not null check (name = lower(name) and length(name) between 1 and 64),
  display_name text not null check (length(display_name) between 1 and 40),
  password_hash text not null,
  site_code text not null references site,
  role text not null check (role in ('user', 'manager')),
  is_demo boolean not null default false,
  disabled_at timestamptz,
  created_at timestamptz not null,
  unique (name)
);

create table session (
  token_hash bytea primary key check (length(token_hash) = 32),
  account_id bigint not null references account,
  site_code text not null references site,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  ended_at timestamptz,
  -- keyed hash of account and address: who logged in here before is not slowed down by strangers
  place bytea not null check (length(place) = 16)
);
create index session_by_place on session (place);
create index session_by_account on session (account_id) where ended_at is null;

-- Failures of log-in per account and per address, by keyed hash: it slows down, it never locks out.
create table log_in_failure (
  subject bytea primary key,
  failures integer not null check (failures > 0),
  last_at timestamptz not null
);

create table audit (
  audit_id bigint generated always as identity primary key,
  at timestamptz not null,
  business_day date not null,
  act text not null check (act ~ '^[a-z_]+(:[a-z_]+)*$'),
  outcome text not null,
  account_id bigint,
  site_code text,
  person_key uuid,
  detail jsonb not null default '{}'
);
create index audit_by_site on audit (site_code, at desc);

-- One row per person and programme: the recent purchases, oldest first, with what a retry must be answered.
create table entitlement (
  programme text not null,
  person_key uuid not null,
  recent jsonb not null default '[]' check (jsonb_typeof(recent) = 'array'),
  -- purchases before this day have been dropped from `recent`
  kept_from date not null default '1912-01-01',
  -- C4: this number belongs to the person with that key; set by the authority only
  linked_to uuid check (linked_to <> person_key),
  primary key (programme, person_key)
) with (fillfactor = 80);
create index entitlement_linked on entitlement (linked_to) where linked_to is not null;

create table stock (
  programme text not null references programme,
  site_code text not null references site,
  item text not null,
  on_hand integer not null default 0 check (on_hand >= 0),
  -- pieces that arrived for a later first day of sale, by that day: {"2020-02-05": 200}
  held jsonb not null default '{}' check (are_quantities(held)),
  movements bigint not null default 0 check (movements >= 0),
  primary key (programme, site_code, item)
) with (fillfactor = 70);

-- No foreign keys on the two large ledgers: on the hot path a statement touches persons or sites, never both.
create table sale (
  programme text not null,
  sold_on date not null,
  person_key uuid not null,
  request_id uuid not null,
  sold_at timestamptz not null,
  site_code text not null,
  account_id bigint not null,
  workstation text,
  covered_number text not null check (covered_number ~ '^.{1,4}\*{2,}.{2}$'),
  document_kind text not null check (document_kind in ('01', '02', '03', '04', '05')),
  document_in_hand text check (document_in_hand in ('nhi_card', 'id_card', 'household_register')),
  source text not null check (source in ('card', 'typed')),
  birth_year smallint not null check (birth_year between 1850 and 2200),
  person_class text not null,
  policy_version text not null,
  quantities jsonb not null check (are_quantities(quantities)),
  price_twd integer not null check (price_twd >= 0),
  by_proxy boolean not null,
  request_hash bytea not null check (length(request_hash) = 16),
  seal bytea not null check (length(seal) = 16),
  primary key (sold_on, person_key, request_id),
  check ((document_kind = '02') = (document_in_hand is not null)),
  check (sold_on = (sold_at at time zone 'Asia/Taipei')::date)
) partition by range (sold_on);
-- The site's day, and: a request id is used once, whoever it is for.
create unique index sale_by_site on sale (site_code, sold_on, request_id);

-- A void is a new row that points at its sale; a sale is voided at most once.
create table sale_void (
  programme text not null,
  sold_on date not null,
  person_key uuid not null,
  request_id uuid not null,
  void_id uuid not null,
  voided_at timestamptz not null,
  site_code text not null,
  account_id bigint not null,
  reason text not null check (length(reason) between 2 and 200),
  seal bytea not null check (length(seal) = 16),
  primary key (sold_on, person_key, request_id),
  foreign key (sold_on, person_key, request_id) references sale,
  check (sold_on = (voided_at at time zone 'Asia/Taipei')::date)
);
create index sale_void_by_site on sale_void (site_code, sold_on);

create sequence stock_movement_id as bigint;
create table stock_movement (
  id bigint not null default nextval('stock_movement_id'),
  programme text not null,
  business_day date not null,
  site_code text not null,
  item text not null,
  -- 1, 2, 3 … per programme, site and item: a gap is a missing row
  seq bigint not null check (seq > 0),
  at timestamptz not null,
  kind text not null check (kind in ('arrival', 'correction', 'sale', 'void')),
  change integer not null check (change <> 0),
  on_hand_after integer not null check (on_hand_after >= 0),
  account_id bigint not null,
  -- of the sale, the void or the correction
  request_id uuid,
  delivery_id bigint,
  receipt_no integer,
  cause text check (cause in ('count', 'arrival_error', 'damaged', 'returned', 'transfer', 'other')),
  note text check (length(note) between 2 and 200),
  seal bytea not null check (length(seal) = 16),
  primary key (business_day, site_code, item, seq),
  check ((kind = 'arrival') = (delivery_id is not null and receipt_no is not null)),
  check ((kind = 'correction') = (cause is not null and note is not null)),
  check ((kind = 'arrival') = (request_id is null)),
  check (case kind when 'sale' then change < 0 when 'correction' then true else change > 0 end)
) partition by range (business_day);
create index stock_movement_by_site on stock_movement (site_code, id desc);

create table delivery (
  delivery_id bigint generated always as identity primary key,
  programme text not null references programme,
  site_code text not null references site,
  due_on date not null,
  on_sale_date date not null,
  expected jsonb not null check (are_quantities(expected)),
  -- the last day on which the site marked it 今日未到貨
  not_arrived_on date,
  -- no further receipt is expected
  settled boolean not null default false,
  unique (programme, site_code, due_on),
  check (on_sale_date >= due_on)
);
create index delivery_open on delivery (site_code, due_on) where not settled;

create table receipt (
  delivery_id bigint not null references delivery,
  receipt_no integer not null check (receipt_no between 1 and 99),
  quantities jsonb not null check (are_quantities(quantities)),
  on_sale_date date not null,
  more_expected boolean not null,
  reason text check (length(reason) between 2 and 200),
  confirmed_at timestamptz not null,
  account_id bigint not null references account,
  seal bytea not null check (length(seal) = 16),
  primary key (delivery_id, receipt_no)
);

-- The partitions of a month. The app role may not create tables, but it may ask for this.
create function ensure_month(day date) returns void
  -- pg_temp last and by name: otherwise it is searched first, and a caller's type there would act as the owner
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  first date := date_trunc('month', day)::date;
  next date := (date_trunc('month', day) + interval '1 month')::date;
  parent text;
begin
  if day < '2020-01-01' or day >= '2100-01-01' then
    raise exception 'no month for %', day;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('evenhand.ensure_month', 0));
  foreach parent in array array['sale', 'stock_movement'] loop
    if to_regclass(format('public.%I', parent || to_char(first, '_YYYY_MM'))) is null then
      execute format('create table public.%I partition of public.%I for values from (%L) to (%L)',
        parent || to_char(first, '_YYYY_MM'), parent, first, next);
    end if;
  end loop;
end
$$;
revoke all on function ensure_month(date) from public;

grant usage on schema public to evenhand_app, evenhand_read;
grant select on all tables in schema public to evenhand_read;
grant select on all tables in schema public to evenhand_app;
grant execute on function ensure_month(date) to evenhand_app;
grant usage on sequence stock_movement_id to evenhand_app;
-- ledgers and the audit trail: add, never change
grant insert on sale, sale_void, stock_movement, receipt, audit, policy, site_allotment, day_order to evenhand_app;
-- projections, work in progress
grant insert, update on entitlement, stock, delivery, session, log_in_failure, account, site to evenhand_app;
grant insert on programme to evenhand_app;
grant delete on log_in_failure to evenhand_app;
