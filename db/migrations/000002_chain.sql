-- The chain: who may do what where. An account is a person (or the institution itself, its 機構代表); an
-- appointment gives it a role at an institution for some days; a grant gives a user a service that the
-- institution has applied for. What somebody may do is worked out from these rows at each request.

alter table site drop constraint site_kind_check;
alter table site add constraint site_kind_check check (kind in ('pharmacy', 'health_centre',
  'health_service_centre', 'public_hospital', 'clinic', 'dental', 'chinese_medicine', 'other', 'authority'));
alter table site
  add column contract_starts_on date not null default '1995-03-01',
  add column contract_ends_on date,
  add column suspended_at timestamptz,
  add column suspended_why text check (length(suspended_why) between 2 and 200),
  add constraint site_contract_check check (contract_ends_on >= contract_starts_on),
  add constraint site_suspended_check check ((suspended_at is null) = (suspended_why is null)),
  add constraint site_authority_check check (kind <> 'authority' or (not allotted and code = 'HQ00000000'));

-- 職登: who is registered to practise as what, where, in which days.
create table practice_registration (
  person_key uuid not null,
  site_code text not null references site,
  profession text not null check (profession in ('pharmacist', 'assistant_pharmacist', 'physician', 'nurse')),
  starts_on date not null,
  ends_on date check (ends_on >= starts_on),
  updated_at timestamptz not null,
  primary key (person_key, site_code, profession)
);
create index practice_registration_by_site on practice_registration (site_code);

create sequence account_number as bigint start 100001;
alter table account
  add column kind text not null default 'person' check (kind in ('person', 'institution')),
  add column person_key uuid,
  add column covered_number text check (covered_number ~ '^.{1,4}\*{2,}.{2}$'),
  add constraint account_person_check check (kind = 'person' or person_key is null),
  add constraint account_number_check check ((person_key is null) = (covered_number is null)),
  add constraint account_person_key_key unique (person_key);

-- A password proves its holder to the one institution that gave it: whoever resets it there reaches no other.
create table credential (
  account_id bigint not null references account,
  site_code text not null references site,
  password_hash text not null,
  -- shown once by whoever set it, and never changed since (Q23)
  is_initial boolean not null,
  former_hashes text[] not null default '{}' check (cardinality(former_hashes) <= 5),
  set_at timestamptz not null,
  set_by bigint references account,
  -- given by the operator after 一般登入 has ended: this one still works until then
  open_until timestamptz,
  primary key (account_id, site_code)
);

create table appointment (
  appointment_id bigint generated always as identity primary key,
  account_id bigint not null references account,
  site_code text not null references site,
  role text not null check (role in ('representative', 'manager', 'user', 'hq_policy', 'hq_supply',
    'hq_portal', 'hq_audit', 'hq_system')),
  starts_on date not null,
  ends_on date check (ends_on >= starts_on),
  suspended_at timestamptz,
  suspended_why text check (length(suspended_why) between 2 and 200),
  suspended_by_authority boolean not null default false,
  appointed_at timestamptz not null,
  -- null: by the operator, at the machine
  appointed_by bigint references account,
  ended_at timestamptz,
  ended_by bigint references account,
  constraint appointment_suspended_check check ((suspended_at is null) = (suspended_why is null)),
  constraint appointment_authority_check check (suspended_at is not null or not suspended_by_authority),
  constraint appointment_office_check check ((role like 'hq\_%') = (site_code = 'HQ00000000'))
);
create unique index appointment_once on appointment (account_id, site_code, role) where ended_at is null;
create index appointment_by_site on appointment (site_code, role) where ended_at is null;

create table service (
  code text primary key check (code ~ '^[a-z][a-z_]{1,31}$'),
  -- the order in every list
  position smallint not null,
  name text not null check (length(name) between 1 and 60),
  name_en text not null check (length(name_en) between 1 and 80),
  about text not null check (length(about) <= 500),
  about_en text not null check (length(about_en) <= 500),
  state text not null check (state in ('open', 'building', 'ended')),
  opens_on date,
  ended_on date,
  -- applied for, granted and ended together with that one (R062)
  implied_by text references service,
  -- R116: its end is that of 一般登入
  ends_with_password_log_in boolean not null default false,
  updated_at timestamptz not null,
  updated_by bigint references account,
  constraint service_opens_check check (state <> 'building' or opens_on is not null),
  constraint service_ended_check check ((state = 'ended') = (ended_on is not null)),
  constraint service_implied_check check (implied_by <> code)
);

-- Which kinds of institution may apply, and who of them may hold it; no professions: any user.
create table service_eligibility (
  service_code text not null references service,
  site_kind text not null check (site_kind in ('pharmacy', 'health_centre', 'health_service_centre',
    'public_hospital', 'clinic', 'dental', 'chinese_medicine', 'other')),
  professions text[] not null check (professions <@ array['pharmacist', 'assistant_pharmacist', 'physician', 'nurse']),
  primary key (service_code, site_kind)
);

create table unified_grant (
  unified_grant_id bigint generated always as identity primary key,
  service_code text not null references service,
  reason text not null check (length(reason) between 2 and 200),
  state text not null check (state in ('waiting', 'running', 'done', 'stopped', 'undone')),
  -- the Taipei day of the order: registrations and appointments count as of it
  business_day date not null,
  ordered_at timestamptz not null,
  ordered_by bigint not null references account,
  sites_total integer not null,
  sites_done integer not null default 0 check (sites_done between 0 and sites_total),
  -- the last institution that is done: whoever goes on, goes on behind it
  done_up_to text not null default '',
  applications integer not null default 0 check (applications >= 0),
  grants integer not null default 0 check (grants >= 0),
  finished_at timestamptz,
  undone_at timestamptz,
  undone_by bigint references account,
  constraint unified_grant_undone_check check ((undone_at is null) = (undone_by is null))
);
-- one at a time: two would count each other's work
create unique index unified_grant_at_work on unified_grant ((true))
  where state in ('waiting', 'running');

create table service_application (
  application_id bigint generated always as identity primary key,
  site_code text not null references site,
  service_code text not null references service,
  applied_at timestamptz not null,
  applied_by bigint references account,
  -- kept: from the old platform, by use in a half-year (R068)
  source text not null check (source in ('application', 'unified_grant', 'kept')),
  unified_grant_id bigint references unified_grant,
  -- R066: from when the data asked for can be queried
  data_from timestamptz,
  ended_at timestamptz,
  ended_by bigint references account,
  constraint service_application_source_check1 check ((source = 'unified_grant') = (unified_grant_id is not null))
);
create unique index service_application_once on service_application (site_code, service_code) where ended_at is null;
create index service_application_by_site on service_application (site_code);
create index service_application_of_unified on service_application (unified_grant_id) where unified_grant_id is not null;

create table service_grant (
  grant_id bigint generated always as identity primary key,
  account_id bigint not null references account,
  site_code text not null references site,
  service_code text not null references service,
  starts_on date not null,
  ends_on date check (ends_on >= starts_on),
  source text not null check (source in ('manager', 'unified_grant')),
  unified_grant_id bigint references unified_grant,
  granted_at timestamptz not null,
  granted_by bigint references account,
  ended_at timestamptz,
  ended_by bigint references account,
  constraint service_grant_source_check1 check ((source = 'unified_grant') = (unified_grant_id is not null))
);
create unique index service_grant_once on service_grant (account_id, site_code, service_code) where ended_at is null;
create index service_grant_by_site on service_grant (site_code) where ended_at is null;
create index service_grant_of_unified on service_grant (unified_grant_id) where unified_grant_id is not null;

-- R068: which institution ran which service of the old platform on which day.
create table service_usage (
  site_code text not null references site,
  service_code text not null references service,
  used_on date not null,
  times integer not null check (times > 0),
  primary key (site_code, service_code, used_on)
);

create table setting (
  key text primary key check (key ~ '^[a-z][a-z_]{1,63}$'),
  value jsonb not null,
  set_at timestamptz not null,
  set_by bigint references account
);

-- What there was: demo staff only, since nothing but the demo could make an account.
insert into credential (account_id, site_code, password_hash, is_initial, set_at)
  select account_id, site_code, password_hash, false, created_at from account;
insert into appointment (account_id, site_code, role, starts_on, appointed_at)
  select account_id, site_code, role, '2020-01-01', created_at from account;
alter table account drop column password_hash, drop column site_code, drop column role;

-- acts are named after permissions, which have hyphens
-- when somebody last logged in at an institution
create index session_by_account_and_site on session (account_id, site_code, created_at);
alter table audit drop constraint audit_act_check,
  add constraint audit_act_check check (act ~ '^[a-z_-]+(:[a-z_-]+)*$');
alter table audit add column address text check (length(address) <= 45);
create index audit_by_time on audit (at desc);

-- The services that the seeds name (R008, R114-R120, W: all of them in the site map). HQ edits them later.
insert into service (code, position, name, name_en, about, about_en, state, opens_on, implied_by,
    ends_with_password_log_in, updated_at) values
  ('masks', 10, '防疫口罩管控系統', 'Mask purchases by name',
    '武漢肺炎（嚴重特殊傳染性肺炎）防疫期間口罩購買管控作業：購買、庫存。',
    'Mask purchases by name during the epidemic: sale at the counter, and stock.', 'open', null, null, false, now()),
  ('claims', 20, '醫療費用申報', 'Filing of medical claims',
    '上傳醫療費用申報檔，並查詢受理結果。', 'Upload claim files and see how they were received.', 'building', '2027-07-01', null, false, now()),
  ('claims_precheck', 30, '預檢醫療費用申報', 'Claim file check',
    '以同一申報檔先行檢核，不列入申報。隨「醫療費用申報」同步申請與授權。',
    'Checks the same file without filing it. Comes and goes with the filing of claims.', 'building', '2027-07-01', 'claims', false, now()),
  ('claims_api', 40, '醫療費用API', 'Claims API',
    '以程式上傳醫療費用申報檔，使用期限與「一般登入」相同，建議改用醫療費用加密API。',
    'Upload by program, without encryption; ends together with log-in by password.', 'building', '2027-07-01', null, true, now()),
  ('claims_encrypted_api', 50, '醫療費用加密API', 'Encrypted claims API',
    '以程式加密上傳醫療費用申報檔。請參考文件「醫療費用申報檔加密上傳API作業說明」。',
    'Encrypted upload by program.', 'building', '2027-07-01', null, false, now()),
  ('feedback_files', 60, '回饋檔案', 'Feedback files',
    '各項服務之回饋檔案，於所屬作業功能查詢下載。', 'Feedback files of each service, to query and download.', 'building', '2027-07-01', null, false, now()),
  ('internet_data', 70, '申請讀取Internet資料', 'Data of the Internet platform',
    '將原健保資訊網服務系統(Internet)之回饋檔案移至本平台查詢下載，申請後於隔天可用。',
    'Moves the feedback files of the former Internet platform here; there from the next day on.', 'building', '2027-07-01', null, false, now()),
  ('patient_query', 80, '保險對象特定醫療資訊查詢作業', 'Query of an insured person''s particular records',
    '於 https://10.253.253.245 網站使用，不需更新元件。', 'Used at its own address; no new component.', 'building', '2027-07-01', null, false, now()),
  ('physician_claims', 90, '院所申報醫師別概況作業', 'Claims by physician',
    '依醫師別查詢院所申報概況，不需更新元件。', 'Claims of an institution by physician; no new component.', 'building', '2027-07-01', null, false, now());

-- R069: pharmacies with their pharmacists, public health with its physicians and nurses.
insert into service_eligibility (service_code, site_kind, professions) values
  ('masks', 'pharmacy', array['pharmacist', 'assistant_pharmacist']),
  ('masks', 'health_centre', array['physician', 'nurse']),
  ('masks', 'health_service_centre', array['physician', 'nurse']),
  ('masks', 'public_hospital', array['pharmacist', 'assistant_pharmacist', 'physician', 'nurse']);
insert into service_eligibility (service_code, site_kind, professions)
  select code, kind, '{}' from service
    cross join unnest(array['pharmacy', 'health_centre', 'health_service_centre', 'public_hospital', 'clinic', 'dental', 'chinese_medicine', 'other']) as kind
  where code not in ('masks', 'claims_precheck', 'patient_query', 'physician_claims');
insert into service_eligibility (service_code, site_kind, professions)
  select code, kind, array['physician', 'nurse', 'pharmacist', 'assistant_pharmacist'] from service
    cross join unnest(array['pharmacy', 'health_centre', 'public_hospital', 'clinic', 'dental', 'chinese_medicine']) as kind
  where code = 'patient_query';
insert into service_eligibility (service_code, site_kind, professions)
  select 'physician_claims', kind, '{}' from unnest(array['health_centre', 'public_hospital', 'clinic', 'dental', 'chinese_medicine']) as kind;

grant select on all tables in schema public to evenhand_app, evenhand_read;
-- reports need no passwords, tokens or slow-downs
revoke select on credential, session, log_in_failure from evenhand_read;
grant usage on sequence account_number to evenhand_app;
grant insert, update on practice_registration, credential, appointment, service, unified_grant,
  service_application, service_grant, setting to evenhand_app;
grant insert, update, delete on service_eligibility to evenhand_app;
grant insert on service_usage to evenhand_app;
-- sessions of days gone by are cleared away; who logged in when is in the audit trail
grant delete on session to evenhand_app;
