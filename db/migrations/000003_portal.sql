-- What the portal shows and HQ keeps. A row is a piece of content as it stands; `content_version` is what it
-- has been, with who and when, and only grows. Nothing is deleted: what is not offered is off the pages.

create table announcement (
  id uuid primary key,
  version integer not null check (version > 0),
  offered boolean not null default true,
  title text not null check (length(title) between 1 and 120),
  -- Markdown, as every text called so in the contract
  body text not null check (length(body) between 1 and 20000),
  starts_on date not null,
  ends_on date check (ends_on >= starts_on),
  audience text not null check (audience in ('public', 'institutions')),
  -- only for institutions of these kinds; empty: of every kind
  site_kinds text[] not null default '{}' check (site_kinds <@ array['pharmacy', 'health_centre',
    'health_service_centre', 'public_hospital', 'clinic', 'dental', 'chinese_medicine', 'other']),
  check (audience = 'institutions' or site_kinds = '{}')
);

-- `position` is the number that people cite, Q1, Q2 … Unique at the end of a statement, so that one statement
-- may move several rows; here and below.
create table faq (
  id uuid primary key,
  version integer not null check (version > 0),
  offered boolean not null default true,
  position integer not null check (position > 0),
  listed_as text not null check (length(listed_as) between 1 and 500),
  question text not null check (length(question) between 1 and 500),
  answer text not null check (length(answer) between 1 and 20000),
  unique (position) deferrable
);

create table contact_line (
  id uuid primary key,
  version integer not null check (version > 0),
  offered boolean not null default true,
  position integer not null check (position > 0),
  text text not null check (length(text) between 1 and 200),
  text_en text not null check (length(text_en) <= 200),
  unique (position) deferrable
);

create table contact_desk (
  id uuid primary key,
  version integer not null check (version > 0),
  offered boolean not null default true,
  position integer not null check (position > 0),
  service text not null check (length(service) between 1 and 100),
  desk text not null check (length(desk) between 1 and 100),
  phone text not null check (length(phone) <= 60),
  mail text not null check (length(mail) <= 100),
  hours text not null check (length(hours) <= 100),
  unique (position) deferrable
);

-- Uploaded files by what is in them; one that is replaced stays.
create table download_file (
  sha256 bytea primary key check (length(sha256) = 32),
  bytes bytea not null check (length(bytes) between 1 and 5242880)
);

create table download (
  id uuid primary key,
  version integer not null check (version > 0),
  offered boolean not null default true,
  position integer not null check (position > 0),
  file_name text not null unique check (file_name ~ '^[^./\\][^/\\]*\.(pdf|zip)$' and length(file_name) <= 120),
  title text not null check (length(title) between 1 and 120),
  about text not null check (length(about) <= 500),
  -- null: the file of this name that comes with the program
  sha256 bytea references download_file,
  unique (position) deferrable
);

create table link (
  id uuid primary key,
  version integer not null check (version > 0),
  offered boolean not null default true,
  position integer not null check (position > 0),
  title text not null check (length(title) between 1 and 120),
  address text not null check (address ~ '^https?://[!-~]+$' and length(address) <= 500),
  about text not null check (length(about) <= 300),
  unique (position) deferrable
);

-- R041: the 舊版 link of the home page; one row.
create table old_platform (
  id uuid primary key check (id = '00000000-0000-0000-0000-000000000041'),
  version integer not null check (version > 0),
  offered boolean not null,
  address text not null check (address ~ '^https?://[!-~]+$' and length(address) <= 500),
  ends_on date
);

create table content_version (
  kind text not null check (kind in ('announcement', 'faq', 'contact_line', 'contact_desk', 'download', 'link',
    'old_platform')),
  id uuid not null,
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  -- null: as it came with the program
  account_id bigint references account,
  offered boolean not null,
  fields jsonb not null check (jsonb_typeof(fields) = 'object'),
  primary key (kind, id, version)
);

grant select on announcement, faq, contact_line, contact_desk, download_file, download, link, old_platform,
  content_version to evenhand_app, evenhand_read;
grant insert on download_file, content_version to evenhand_app;
grant insert, update on announcement, faq, contact_line, contact_desk, download, link, old_platform to evenhand_app;
