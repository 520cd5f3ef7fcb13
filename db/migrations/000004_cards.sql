-- Cards: who is bound to which certificate, the computers that read cards for an institution, passkeys.

-- Keyed mark of the last four of the ID number, all that a 自然人憑證 tells of it. Null: appointed before
-- cards were a way in; the next appointment writes it.
alter table account add column last_four_mark bytea check (length(last_four_mark) = 16);
create index account_by_last_four on account (last_four_mark);

-- A certificate's holder, known from the first log-in on. `issuer` and `subject_serial` name the subject in
-- the authority's books, whichever certificate it issues next.
create table card_binding (
  card_binding_id bigint generated always as identity primary key,
  issuer bytea not null check (length(issuer) = 32),
  subject_serial text not null check (length(subject_serial) between 1 and 64),
  card text not null check (card in ('staff', 'citizen', 'institution', 'government')),
  account_id bigint not null references account,
  -- 醫事人員卡: its certificate does not tell whose it is; it opens the institutions whose workstations have
  -- read its record, and no others
  vouched_by text[] not null default '{}',
  bound_at timestamptz not null,
  ended_at timestamptz,
  ended_by bigint references account,
  constraint card_binding_vouched_check check ((card = 'staff') = (vouched_by <> '{}')),
  constraint card_binding_ended_check check ((ended_at is null) = (ended_by is null))
);
create unique index card_binding_once on card_binding (issuer, subject_serial, card) where ended_at is null;
create unique index card_binding_per_kind on card_binding (account_id, card) where ended_at is null;

-- What the authority knows of cards beforehand: whose an institution's is, and which are 醫師備用卡 (R034).
create table card_register (
  card text not null check (card in ('staff', 'institution', 'government')),
  subject_serial text not null check (length(subject_serial) between 1 and 64),
  site_code text references site,
  is_spare boolean not null,
  primary key (card, subject_serial),
  constraint card_register_spare_check check (is_spare = (site_code is null)),
  constraint card_register_staff_check check (is_spare = (card = 'staff'))
);
create index card_register_by_site on card_register (site_code, card) where site_code is not null;

-- 工作站: a computer whose agent signs with this key reads cards for this institution.
create table workstation (
  workstation_id bigint generated always as identity primary key,
  site_code text not null references site,
  public_key bytea not null check (length(public_key) = 32),
  label text not null check (length(label) between 1 and 40),
  enrolled_at timestamptz not null,
  enrolled_by bigint not null references account,
  last_used_at timestamptz,
  ended_at timestamptz,
  ended_by bigint references account,
  constraint workstation_ended_check check ((ended_at is null) = (ended_by is null))
);
create unique index workstation_once on workstation (public_key) where ended_at is null;
create index workstation_by_site on workstation (site_code) where ended_at is null;

-- R030: what came of the last time the SAM of a computer was shown, enrolled or not.
create table sam_state (
  public_key bytea primary key check (length(public_key) = 32),
  site_code text references site,
  state text not null check (state in ('authenticated', 'suspended', 'expired')),
  shown_at timestamptz not null,
  -- real time; null unless authenticated
  until timestamptz,
  constraint sam_state_until_check check ((state = 'authenticated') = (until is not null)),
  constraint sam_state_site_check check (state <> 'authenticated' or site_code is not null)
);

create table passkey (
  passkey_id bigint generated always as identity primary key,
  account_id bigint not null references account,
  -- as the browser names it, base64url
  credential text not null unique check (length(credential) between 1 and 1400),
  public_key bytea not null check (length(public_key) between 1 and 2048),
  signature_count bigint not null check (signature_count >= 0),
  label text not null check (length(label) between 1 and 40),
  created_at timestamptz not null,
  last_used_at timestamptz,
  ended_at timestamptz,
  -- null: every institution of its holder; else as the card that it was added with
  opens text[]
);
create index passkey_by_account on passkey (account_id) where ended_at is null;

-- How somebody came in decides what a session asks of them: a password that was never changed counts only
-- for those who came by it.
alter table session
  add column way text not null default 'password'
    check (way in ('password', 'certificate', 'nhi_card', 'passkey')),
  add column first_generation boolean not null default false,
  -- the card whose certificate it began with
  add column card_binding_id bigint references card_binding,
  -- the computer that read the 健保卡: without its enrolment the session was not proved
  add column workstation_id bigint references workstation,
  add constraint session_workstation_check check ((way = 'nhi_card') = (workstation_id is not null));
alter table session alter column way drop default, alter column first_generation drop default;

-- A card is read by an enrolled computer, and nothing else is (decision 0017).
alter table sale add constraint sale_card_check check ((source = 'card') = (workstation is not null));

-- A challenge opens once. Only those that were used are kept, and only for as long as they could be again.
create table used_challenge (
  challenge bytea primary key check (length(challenge) = 32),
  used_at timestamptz not null
);

-- The birth date that a signed card read vouched for, as a keyed mark: a typed one that differs is refused.
create table birth_mark (
  programme text not null references programme,
  person_key uuid not null,
  mark bytea not null check (length(mark) = 16),
  marked_at timestamptz not null,
  site_code text not null references site,
  workstation_id bigint not null references workstation,
  primary key (programme, person_key)
);

grant select on card_binding, card_register, workstation, sam_state, passkey, used_challenge, birth_mark
  to evenhand_app;
-- Who reads for reports has no business with keys and marks.
grant select on card_binding, workstation, card_register to evenhand_read;
grant insert, update on card_binding, card_register, workstation, sam_state, passkey, birth_mark to evenhand_app;
grant insert, delete on used_challenge to evenhand_app;

-- The scenario of 101 (FAQ, cards of the first generation) runs on days of 2012.
create or replace function ensure_month(day date) returns void
  -- pg_temp last and by name: otherwise it is searched first, and a caller's type there would act as the owner
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  first date := date_trunc('month', day)::date;
  next date := (date_trunc('month', day) + interval '1 month')::date;
  parent text;
begin
  if day < '2011-01-01' or day >= '2100-01-01' then
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
