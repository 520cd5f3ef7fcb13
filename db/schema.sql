--
-- PostgreSQL database dump
--

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: are_quantities(jsonb); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.are_quantities(quantities jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN ((jsonb_typeof(quantities) = 'object'::text) AND (NOT jsonb_path_exists(quantities, 'strict $.*?((@.type() != "number" || @ < 0) || @ != @.floor())'::jsonpath)));

--
-- Name: ensure_month(date); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.ensure_month(day date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: account; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.account (
    account_id bigint NOT NULL,
    name text NOT NULL,
    display_name text NOT NULL,
    is_demo boolean DEFAULT false NOT NULL,
    disabled_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    kind text DEFAULT 'person'::text NOT NULL,
    person_key uuid,
    covered_number text,
    last_four_mark bytea,
    CONSTRAINT account_covered_number_check CHECK ((covered_number ~ '^.{1,4}\*{2,}.{2}$'::text)),
    CONSTRAINT account_display_name_check CHECK (((length(display_name) >= 1) AND (length(display_name) <= 40))),
    CONSTRAINT account_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'institution'::text]))),
    CONSTRAINT account_last_four_mark_check CHECK ((length(last_four_mark) = 16)),
    CONSTRAINT account_name_check CHECK (((name = lower(name)) AND ((length(name) >= 1) AND (length(name) <= 64)))),
    CONSTRAINT account_number_check CHECK (((person_key IS NULL) = (covered_number IS NULL))),
    CONSTRAINT account_person_check CHECK (((kind = 'person'::text) OR (person_key IS NULL)))
);

--
-- Name: account_account_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.account ALTER COLUMN account_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.account_account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: account_number; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.account_number
    START WITH 100001
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: announcement; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.announcement (
    id uuid NOT NULL,
    version integer NOT NULL,
    offered boolean DEFAULT true NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    audience text NOT NULL,
    site_kinds text[] DEFAULT '{}'::text[] NOT NULL,
    CONSTRAINT announcement_audience_check CHECK ((audience = ANY (ARRAY['public'::text, 'institutions'::text]))),
    CONSTRAINT announcement_body_check CHECK (((length(body) >= 1) AND (length(body) <= 20000))),
    CONSTRAINT announcement_check CHECK ((ends_on >= starts_on)),
    CONSTRAINT announcement_check1 CHECK (((audience = 'institutions'::text) OR (site_kinds = '{}'::text[]))),
    CONSTRAINT announcement_site_kinds_check CHECK ((site_kinds <@ ARRAY['pharmacy'::text, 'health_centre'::text, 'health_service_centre'::text, 'public_hospital'::text, 'clinic'::text, 'dental'::text, 'chinese_medicine'::text, 'other'::text])),
    CONSTRAINT announcement_title_check CHECK (((length(title) >= 1) AND (length(title) <= 120))),
    CONSTRAINT announcement_version_check CHECK ((version > 0))
);

--
-- Name: appointment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.appointment (
    appointment_id bigint NOT NULL,
    account_id bigint NOT NULL,
    site_code text NOT NULL,
    role text NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    suspended_at timestamp with time zone,
    suspended_why text,
    suspended_by_authority boolean DEFAULT false NOT NULL,
    appointed_at timestamp with time zone NOT NULL,
    appointed_by bigint,
    ended_at timestamp with time zone,
    ended_by bigint,
    CONSTRAINT appointment_authority_check CHECK (((suspended_at IS NOT NULL) OR (NOT suspended_by_authority))),
    CONSTRAINT appointment_check CHECK ((ends_on >= starts_on)),
    CONSTRAINT appointment_office_check CHECK (((role ~~ 'hq\_%'::text) = (site_code = 'HQ00000000'::text))),
    CONSTRAINT appointment_role_check CHECK ((role = ANY (ARRAY['representative'::text, 'manager'::text, 'user'::text, 'hq_policy'::text, 'hq_supply'::text, 'hq_portal'::text, 'hq_audit'::text, 'hq_system'::text]))),
    CONSTRAINT appointment_suspended_check CHECK (((suspended_at IS NULL) = (suspended_why IS NULL))),
    CONSTRAINT appointment_suspended_why_check CHECK (((length(suspended_why) >= 2) AND (length(suspended_why) <= 200)))
);

--
-- Name: appointment_appointment_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.appointment ALTER COLUMN appointment_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.appointment_appointment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: audit; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit (
    audit_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    business_day date NOT NULL,
    act text NOT NULL,
    outcome text NOT NULL,
    account_id bigint,
    site_code text,
    person_key uuid,
    detail jsonb DEFAULT '{}'::jsonb NOT NULL,
    address text,
    CONSTRAINT audit_act_check CHECK ((act ~ '^[a-z_-]+(:[a-z_-]+)*$'::text)),
    CONSTRAINT audit_address_check CHECK ((length(address) <= 45))
);

--
-- Name: audit_audit_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.audit ALTER COLUMN audit_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: birth_mark; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.birth_mark (
    programme text NOT NULL,
    person_key uuid NOT NULL,
    mark bytea NOT NULL,
    marked_at timestamp with time zone NOT NULL,
    site_code text NOT NULL,
    workstation_id bigint NOT NULL,
    CONSTRAINT birth_mark_mark_check CHECK ((length(mark) = 16))
);

--
-- Name: card_binding; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.card_binding (
    card_binding_id bigint NOT NULL,
    issuer bytea NOT NULL,
    subject_serial text NOT NULL,
    card text NOT NULL,
    account_id bigint NOT NULL,
    vouched_by text[] DEFAULT '{}'::text[] NOT NULL,
    bound_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ended_by bigint,
    CONSTRAINT card_binding_card_check CHECK ((card = ANY (ARRAY['staff'::text, 'citizen'::text, 'institution'::text, 'government'::text]))),
    CONSTRAINT card_binding_ended_check CHECK (((ended_at IS NULL) = (ended_by IS NULL))),
    CONSTRAINT card_binding_issuer_check CHECK ((length(issuer) = 32)),
    CONSTRAINT card_binding_subject_serial_check CHECK (((length(subject_serial) >= 1) AND (length(subject_serial) <= 64))),
    CONSTRAINT card_binding_vouched_check CHECK (((card = 'staff'::text) = (vouched_by <> '{}'::text[])))
);

--
-- Name: card_binding_card_binding_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.card_binding ALTER COLUMN card_binding_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.card_binding_card_binding_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: card_register; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.card_register (
    card text NOT NULL,
    subject_serial text NOT NULL,
    site_code text,
    is_spare boolean NOT NULL,
    CONSTRAINT card_register_card_check CHECK ((card = ANY (ARRAY['staff'::text, 'institution'::text, 'government'::text]))),
    CONSTRAINT card_register_spare_check CHECK ((is_spare = (site_code IS NULL))),
    CONSTRAINT card_register_staff_check CHECK ((is_spare = (card = 'staff'::text))),
    CONSTRAINT card_register_subject_serial_check CHECK (((length(subject_serial) >= 1) AND (length(subject_serial) <= 64)))
);

--
-- Name: contact_desk; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.contact_desk (
    id uuid NOT NULL,
    version integer NOT NULL,
    offered boolean DEFAULT true NOT NULL,
    "position" integer NOT NULL,
    service text NOT NULL,
    desk text NOT NULL,
    phone text NOT NULL,
    mail text NOT NULL,
    hours text NOT NULL,
    CONSTRAINT contact_desk_desk_check CHECK (((length(desk) >= 1) AND (length(desk) <= 100))),
    CONSTRAINT contact_desk_hours_check CHECK ((length(hours) <= 100)),
    CONSTRAINT contact_desk_mail_check CHECK ((length(mail) <= 100)),
    CONSTRAINT contact_desk_phone_check CHECK ((length(phone) <= 60)),
    CONSTRAINT contact_desk_position_check CHECK (("position" > 0)),
    CONSTRAINT contact_desk_service_check CHECK (((length(service) >= 1) AND (length(service) <= 100))),
    CONSTRAINT contact_desk_version_check CHECK ((version > 0))
);

--
-- Name: contact_line; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.contact_line (
    id uuid NOT NULL,
    version integer NOT NULL,
    offered boolean DEFAULT true NOT NULL,
    "position" integer NOT NULL,
    text text NOT NULL,
    text_en text NOT NULL,
    CONSTRAINT contact_line_position_check CHECK (("position" > 0)),
    CONSTRAINT contact_line_text_check CHECK (((length(text) >= 1) AND (length(text) <= 200))),
    CONSTRAINT contact_line_text_en_check CHECK ((length(text_en) <= 200)),
    CONSTRAINT contact_line_version_check CHECK ((version > 0))
);

--
-- Name: content_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.content_version (
    kind text NOT NULL,
    id uuid NOT NULL,
    version integer NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    account_id bigint,
    offered boolean NOT NULL,
    fields jsonb NOT NULL,
    CONSTRAINT content_version_fields_check CHECK ((jsonb_typeof(fields) = 'object'::text)),
    CONSTRAINT content_version_kind_check CHECK ((kind = ANY (ARRAY['announcement'::text, 'faq'::text, 'contact_line'::text, 'contact_desk'::text, 'download'::text, 'link'::text, 'old_platform'::text]))),
    CONSTRAINT content_version_version_check CHECK ((version > 0))
);

--
-- Name: credential; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.credential (
    account_id bigint NOT NULL,
    site_code text NOT NULL,
    password_hash text NOT NULL,
    is_initial boolean NOT NULL,
    former_hashes text[] DEFAULT '{}'::text[] NOT NULL,
    set_at timestamp with time zone NOT NULL,
    set_by bigint,
    open_until timestamp with time zone,
    CONSTRAINT credential_former_hashes_check CHECK ((cardinality(former_hashes) <= 5))
);

--
-- Name: day_order; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.day_order (
    programme text NOT NULL,
    day date NOT NULL,
    county text NOT NULL,
    lifts_day_rule boolean NOT NULL,
    cancels_delivery boolean NOT NULL,
    reason text NOT NULL,
    ordered_at timestamp with time zone NOT NULL,
    CONSTRAINT day_order_check CHECK ((lifts_day_rule OR cancels_delivery)),
    CONSTRAINT day_order_reason_check CHECK (((length(reason) >= 2) AND (length(reason) <= 200)))
);

--
-- Name: delivery; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.delivery (
    delivery_id bigint NOT NULL,
    programme text NOT NULL,
    site_code text NOT NULL,
    due_on date NOT NULL,
    on_sale_date date NOT NULL,
    expected jsonb NOT NULL,
    not_arrived_on date,
    settled boolean DEFAULT false NOT NULL,
    CONSTRAINT delivery_check CHECK ((on_sale_date >= due_on)),
    CONSTRAINT delivery_expected_check CHECK (public.are_quantities(expected))
);

--
-- Name: delivery_delivery_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.delivery ALTER COLUMN delivery_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.delivery_delivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: download; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.download (
    id uuid NOT NULL,
    version integer NOT NULL,
    offered boolean DEFAULT true NOT NULL,
    "position" integer NOT NULL,
    file_name text NOT NULL,
    title text NOT NULL,
    about text NOT NULL,
    sha256 bytea,
    CONSTRAINT download_about_check CHECK ((length(about) <= 500)),
    CONSTRAINT download_file_name_check CHECK (((file_name ~ '^[^./\\][^/\\]*\.(pdf|zip)$'::text) AND (length(file_name) <= 120))),
    CONSTRAINT download_position_check CHECK (("position" > 0)),
    CONSTRAINT download_title_check CHECK (((length(title) >= 1) AND (length(title) <= 120))),
    CONSTRAINT download_version_check CHECK ((version > 0))
);

--
-- Name: download_file; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.download_file (
    sha256 bytea NOT NULL,
    bytes bytea NOT NULL,
    CONSTRAINT download_file_bytes_check CHECK (((length(bytes) >= 1) AND (length(bytes) <= 5242880))),
    CONSTRAINT download_file_sha256_check CHECK ((length(sha256) = 32))
);

--
-- Name: entitlement; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.entitlement (
    programme text NOT NULL,
    person_key uuid NOT NULL,
    recent jsonb DEFAULT '[]'::jsonb NOT NULL,
    kept_from date DEFAULT '1912-01-01'::date NOT NULL,
    linked_to uuid,
    CONSTRAINT entitlement_check CHECK ((linked_to <> person_key)),
    CONSTRAINT entitlement_recent_check CHECK ((jsonb_typeof(recent) = 'array'::text))
)
WITH (fillfactor='80');

--
-- Name: faq; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.faq (
    id uuid NOT NULL,
    version integer NOT NULL,
    offered boolean DEFAULT true NOT NULL,
    "position" integer NOT NULL,
    listed_as text NOT NULL,
    question text NOT NULL,
    answer text NOT NULL,
    CONSTRAINT faq_answer_check CHECK (((length(answer) >= 1) AND (length(answer) <= 20000))),
    CONSTRAINT faq_listed_as_check CHECK (((length(listed_as) >= 1) AND (length(listed_as) <= 500))),
    CONSTRAINT faq_position_check CHECK (("position" > 0)),
    CONSTRAINT faq_question_check CHECK (((length(question) >= 1) AND (length(question) <= 500))),
    CONSTRAINT faq_version_check CHECK ((version > 0))
);

--
-- Name: link; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.link (
    id uuid NOT NULL,
    version integer NOT NULL,
    offered boolean DEFAULT true NOT NULL,
    "position" integer NOT NULL,
    title text NOT NULL,
    address text NOT NULL,
    about text NOT NULL,
    CONSTRAINT link_about_check CHECK ((length(about) <= 300)),
    CONSTRAINT link_address_check CHECK (((address ~ '^https?://[!-~]+$'::text) AND (length(address) <= 500))),
    CONSTRAINT link_position_check CHECK (("position" > 0)),
    CONSTRAINT link_title_check CHECK (((length(title) >= 1) AND (length(title) <= 120))),
    CONSTRAINT link_version_check CHECK ((version > 0))
);

--
-- Name: log_in_failure; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.log_in_failure (
    subject bytea NOT NULL,
    failures integer NOT NULL,
    last_at timestamp with time zone NOT NULL,
    CONSTRAINT log_in_failure_failures_check CHECK ((failures > 0))
);

--
-- Name: migration; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.migration (
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

--
-- Name: old_platform; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.old_platform (
    id uuid NOT NULL,
    version integer NOT NULL,
    offered boolean NOT NULL,
    address text NOT NULL,
    ends_on date,
    CONSTRAINT old_platform_address_check CHECK (((address ~ '^https?://[!-~]+$'::text) AND (length(address) <= 500))),
    CONSTRAINT old_platform_id_check CHECK ((id = '00000000-0000-0000-0000-000000000041'::uuid)),
    CONSTRAINT old_platform_version_check CHECK ((version > 0))
);

--
-- Name: passkey; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.passkey (
    passkey_id bigint NOT NULL,
    account_id bigint NOT NULL,
    credential text NOT NULL,
    public_key bytea NOT NULL,
    signature_count bigint NOT NULL,
    label text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone,
    ended_at timestamp with time zone,
    opens text[],
    CONSTRAINT passkey_credential_check CHECK (((length(credential) >= 1) AND (length(credential) <= 1400))),
    CONSTRAINT passkey_label_check CHECK (((length(label) >= 1) AND (length(label) <= 40))),
    CONSTRAINT passkey_public_key_check CHECK (((length(public_key) >= 1) AND (length(public_key) <= 2048))),
    CONSTRAINT passkey_signature_count_check CHECK ((signature_count >= 0))
);

--
-- Name: passkey_passkey_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.passkey ALTER COLUMN passkey_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.passkey_passkey_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: policy; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.policy (
    programme text NOT NULL,
    version text NOT NULL,
    valid_from date NOT NULL,
    schema_version integer NOT NULL,
    document jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT policy_document_check CHECK ((jsonb_typeof(document) = 'object'::text)),
    CONSTRAINT policy_schema_version_check CHECK ((schema_version > 0))
);

--
-- Name: practice_registration; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.practice_registration (
    person_key uuid NOT NULL,
    site_code text NOT NULL,
    profession text NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT practice_registration_check CHECK ((ends_on >= starts_on)),
    CONSTRAINT practice_registration_profession_check CHECK ((profession = ANY (ARRAY['pharmacist'::text, 'assistant_pharmacist'::text, 'physician'::text, 'nurse'::text])))
);

--
-- Name: programme; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.programme (
    code text NOT NULL,
    pepper_fingerprint bytea NOT NULL,
    server_key_fingerprint bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT programme_code_check CHECK ((code ~ '^[a-z][a-z_]{0,31}$'::text)),
    CONSTRAINT programme_pepper_fingerprint_check CHECK ((length(pepper_fingerprint) = 16)),
    CONSTRAINT programme_server_key_fingerprint_check CHECK ((length(server_key_fingerprint) = 16))
);

--
-- Name: receipt; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.receipt (
    delivery_id bigint NOT NULL,
    receipt_no integer NOT NULL,
    quantities jsonb NOT NULL,
    on_sale_date date NOT NULL,
    more_expected boolean NOT NULL,
    reason text,
    confirmed_at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL,
    seal bytea NOT NULL,
    CONSTRAINT receipt_quantities_check CHECK (public.are_quantities(quantities)),
    CONSTRAINT receipt_reason_check CHECK (((length(reason) >= 2) AND (length(reason) <= 200))),
    CONSTRAINT receipt_receipt_no_check CHECK (((receipt_no >= 1) AND (receipt_no <= 99))),
    CONSTRAINT receipt_seal_check CHECK ((length(seal) = 16))
);

--
-- Name: sale; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sale (
    programme text NOT NULL,
    sold_on date NOT NULL,
    person_key uuid NOT NULL,
    request_id uuid NOT NULL,
    sold_at timestamp with time zone NOT NULL,
    site_code text NOT NULL,
    account_id bigint NOT NULL,
    workstation text,
    covered_number text NOT NULL,
    document_kind text NOT NULL,
    document_in_hand text,
    source text NOT NULL,
    birth_year smallint NOT NULL,
    person_class text NOT NULL,
    policy_version text NOT NULL,
    quantities jsonb NOT NULL,
    price_twd integer NOT NULL,
    by_proxy boolean NOT NULL,
    request_hash bytea NOT NULL,
    seal bytea NOT NULL,
    CONSTRAINT sale_birth_year_check CHECK (((birth_year >= 1850) AND (birth_year <= 2200))),
    CONSTRAINT sale_card_check CHECK (((source = 'card'::text) = (workstation IS NOT NULL))),
    CONSTRAINT sale_check CHECK (((document_kind = '02'::text) = (document_in_hand IS NOT NULL))),
    CONSTRAINT sale_check1 CHECK ((sold_on = ((sold_at AT TIME ZONE 'Asia/Taipei'::text))::date)),
    CONSTRAINT sale_covered_number_check CHECK ((covered_number ~ '^.{1,4}\*{2,}.{2}$'::text)),
    CONSTRAINT sale_document_in_hand_check CHECK ((document_in_hand = ANY (ARRAY['nhi_card'::text, 'id_card'::text, 'household_register'::text]))),
    CONSTRAINT sale_document_kind_check CHECK ((document_kind = ANY (ARRAY['01'::text, '02'::text, '03'::text, '04'::text, '05'::text]))),
    CONSTRAINT sale_price_twd_check CHECK ((price_twd >= 0)),
    CONSTRAINT sale_quantities_check CHECK (public.are_quantities(quantities)),
    CONSTRAINT sale_request_hash_check CHECK ((length(request_hash) = 16)),
    CONSTRAINT sale_seal_check CHECK ((length(seal) = 16)),
    CONSTRAINT sale_source_check CHECK ((source = ANY (ARRAY['card'::text, 'typed'::text])))
)
PARTITION BY RANGE (sold_on);

--
-- Name: sale_void; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sale_void (
    programme text NOT NULL,
    sold_on date NOT NULL,
    person_key uuid NOT NULL,
    request_id uuid NOT NULL,
    void_id uuid NOT NULL,
    voided_at timestamp with time zone NOT NULL,
    site_code text NOT NULL,
    account_id bigint NOT NULL,
    reason text NOT NULL,
    seal bytea NOT NULL,
    CONSTRAINT sale_void_check CHECK ((sold_on = ((voided_at AT TIME ZONE 'Asia/Taipei'::text))::date)),
    CONSTRAINT sale_void_reason_check CHECK (((length(reason) >= 2) AND (length(reason) <= 200))),
    CONSTRAINT sale_void_seal_check CHECK ((length(seal) = 16))
);

--
-- Name: sam_state; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sam_state (
    public_key bytea NOT NULL,
    site_code text,
    state text NOT NULL,
    shown_at timestamp with time zone NOT NULL,
    until timestamp with time zone,
    CONSTRAINT sam_state_public_key_check CHECK ((length(public_key) = 32)),
    CONSTRAINT sam_state_site_check CHECK (((state <> 'authenticated'::text) OR (site_code IS NOT NULL))),
    CONSTRAINT sam_state_state_check CHECK ((state = ANY (ARRAY['authenticated'::text, 'suspended'::text, 'expired'::text]))),
    CONSTRAINT sam_state_until_check CHECK (((state = 'authenticated'::text) = (until IS NOT NULL)))
);

--
-- Name: service; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.service (
    code text NOT NULL,
    "position" smallint NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    about text NOT NULL,
    about_en text NOT NULL,
    state text NOT NULL,
    opens_on date,
    ended_on date,
    implied_by text,
    ends_with_password_log_in boolean DEFAULT false NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint,
    CONSTRAINT service_about_check CHECK ((length(about) <= 500)),
    CONSTRAINT service_about_en_check CHECK ((length(about_en) <= 500)),
    CONSTRAINT service_code_check CHECK ((code ~ '^[a-z][a-z_]{1,31}$'::text)),
    CONSTRAINT service_ended_check CHECK (((state = 'ended'::text) = (ended_on IS NOT NULL))),
    CONSTRAINT service_implied_check CHECK ((implied_by <> code)),
    CONSTRAINT service_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
    CONSTRAINT service_name_en_check CHECK (((length(name_en) >= 1) AND (length(name_en) <= 80))),
    CONSTRAINT service_opens_check CHECK (((state <> 'building'::text) OR (opens_on IS NOT NULL))),
    CONSTRAINT service_state_check CHECK ((state = ANY (ARRAY['open'::text, 'building'::text, 'ended'::text])))
);

--
-- Name: service_application; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.service_application (
    application_id bigint NOT NULL,
    site_code text NOT NULL,
    service_code text NOT NULL,
    applied_at timestamp with time zone NOT NULL,
    applied_by bigint,
    source text NOT NULL,
    unified_grant_id bigint,
    data_from timestamp with time zone,
    ended_at timestamp with time zone,
    ended_by bigint,
    CONSTRAINT service_application_source_check CHECK ((source = ANY (ARRAY['application'::text, 'unified_grant'::text, 'kept'::text]))),
    CONSTRAINT service_application_source_check1 CHECK (((source = 'unified_grant'::text) = (unified_grant_id IS NOT NULL)))
);

--
-- Name: service_application_application_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.service_application ALTER COLUMN application_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.service_application_application_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: service_eligibility; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.service_eligibility (
    service_code text NOT NULL,
    site_kind text NOT NULL,
    professions text[] NOT NULL,
    CONSTRAINT service_eligibility_professions_check CHECK ((professions <@ ARRAY['pharmacist'::text, 'assistant_pharmacist'::text, 'physician'::text, 'nurse'::text])),
    CONSTRAINT service_eligibility_site_kind_check CHECK ((site_kind = ANY (ARRAY['pharmacy'::text, 'health_centre'::text, 'health_service_centre'::text, 'public_hospital'::text, 'clinic'::text, 'dental'::text, 'chinese_medicine'::text, 'other'::text])))
);

--
-- Name: service_grant; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.service_grant (
    grant_id bigint NOT NULL,
    account_id bigint NOT NULL,
    site_code text NOT NULL,
    service_code text NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    source text NOT NULL,
    unified_grant_id bigint,
    granted_at timestamp with time zone NOT NULL,
    granted_by bigint,
    ended_at timestamp with time zone,
    ended_by bigint,
    CONSTRAINT service_grant_check CHECK ((ends_on >= starts_on)),
    CONSTRAINT service_grant_source_check CHECK ((source = ANY (ARRAY['manager'::text, 'unified_grant'::text]))),
    CONSTRAINT service_grant_source_check1 CHECK (((source = 'unified_grant'::text) = (unified_grant_id IS NOT NULL)))
);

--
-- Name: service_grant_grant_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.service_grant ALTER COLUMN grant_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.service_grant_grant_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: service_usage; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.service_usage (
    site_code text NOT NULL,
    service_code text NOT NULL,
    used_on date NOT NULL,
    times integer NOT NULL,
    CONSTRAINT service_usage_times_check CHECK ((times > 0))
);

--
-- Name: session; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.session (
    token_hash bytea NOT NULL,
    account_id bigint NOT NULL,
    site_code text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    place bytea NOT NULL,
    way text NOT NULL,
    first_generation boolean NOT NULL,
    card_binding_id bigint,
    workstation_id bigint,
    CONSTRAINT session_place_check CHECK ((length(place) = 16)),
    CONSTRAINT session_token_hash_check CHECK ((length(token_hash) = 32)),
    CONSTRAINT session_way_check CHECK ((way = ANY (ARRAY['password'::text, 'certificate'::text, 'nhi_card'::text, 'passkey'::text]))),
    CONSTRAINT session_workstation_check CHECK (((way = 'nhi_card'::text) = (workstation_id IS NOT NULL)))
);

--
-- Name: setting; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.setting (
    key text NOT NULL,
    value jsonb NOT NULL,
    set_at timestamp with time zone NOT NULL,
    set_by bigint,
    CONSTRAINT setting_key_check CHECK ((key ~ '^[a-z][a-z_]{1,63}$'::text))
);

--
-- Name: site; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.site (
    code text NOT NULL,
    full_name text NOT NULL,
    short_name text NOT NULL,
    kind text NOT NULL,
    county text NOT NULL,
    township text DEFAULT ''::text NOT NULL,
    address text DEFAULT ''::text NOT NULL,
    phone text DEFAULT ''::text NOT NULL,
    longitude double precision,
    latitude double precision,
    is_test boolean DEFAULT false NOT NULL,
    allotted boolean DEFAULT false NOT NULL,
    check_digit_ok boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    contract_starts_on date DEFAULT '1995-03-01'::date NOT NULL,
    contract_ends_on date,
    suspended_at timestamp with time zone,
    suspended_why text,
    CONSTRAINT site_authority_check CHECK (((kind <> 'authority'::text) OR ((NOT allotted) AND (code = 'HQ00000000'::text)))),
    CONSTRAINT site_code_check CHECK ((code ~ '^[0-9A-Z]{10}$'::text)),
    CONSTRAINT site_contract_check CHECK ((contract_ends_on >= contract_starts_on)),
    CONSTRAINT site_full_name_check CHECK (((length(full_name) >= 1) AND (length(full_name) <= 200))),
    CONSTRAINT site_kind_check CHECK ((kind = ANY (ARRAY['pharmacy'::text, 'health_centre'::text, 'health_service_centre'::text, 'public_hospital'::text, 'clinic'::text, 'dental'::text, 'chinese_medicine'::text, 'other'::text, 'authority'::text]))),
    CONSTRAINT site_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
    CONSTRAINT site_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision))),
    CONSTRAINT site_short_name_check CHECK (((length(short_name) >= 1) AND (length(short_name) <= 20))),
    CONSTRAINT site_suspended_check CHECK (((suspended_at IS NULL) = (suspended_why IS NULL))),
    CONSTRAINT site_suspended_why_check CHECK (((length(suspended_why) >= 2) AND (length(suspended_why) <= 200)))
);

--
-- Name: site_allotment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.site_allotment (
    programme text NOT NULL,
    site_code text NOT NULL,
    valid_from date NOT NULL,
    quantities jsonb NOT NULL,
    reason text NOT NULL,
    CONSTRAINT site_allotment_quantities_check CHECK (public.are_quantities(quantities)),
    CONSTRAINT site_allotment_reason_check CHECK (((length(reason) >= 2) AND (length(reason) <= 200)))
);

--
-- Name: stock; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.stock (
    programme text NOT NULL,
    site_code text NOT NULL,
    item text NOT NULL,
    on_hand integer DEFAULT 0 NOT NULL,
    held jsonb DEFAULT '{}'::jsonb NOT NULL,
    movements bigint DEFAULT 0 NOT NULL,
    CONSTRAINT stock_held_check CHECK (public.are_quantities(held)),
    CONSTRAINT stock_movements_check CHECK ((movements >= 0)),
    CONSTRAINT stock_on_hand_check CHECK ((on_hand >= 0))
)
WITH (fillfactor='70');

--
-- Name: stock_movement_id; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.stock_movement_id
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: stock_movement; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.stock_movement (
    id bigint DEFAULT nextval('public.stock_movement_id'::regclass) NOT NULL,
    programme text NOT NULL,
    business_day date NOT NULL,
    site_code text NOT NULL,
    item text NOT NULL,
    seq bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    kind text NOT NULL,
    change integer NOT NULL,
    on_hand_after integer NOT NULL,
    account_id bigint NOT NULL,
    request_id uuid,
    delivery_id bigint,
    receipt_no integer,
    cause text,
    note text,
    seal bytea NOT NULL,
    CONSTRAINT stock_movement_cause_check CHECK ((cause = ANY (ARRAY['count'::text, 'arrival_error'::text, 'damaged'::text, 'returned'::text, 'transfer'::text, 'other'::text]))),
    CONSTRAINT stock_movement_change_check CHECK ((change <> 0)),
    CONSTRAINT stock_movement_check CHECK (((kind = 'arrival'::text) = ((delivery_id IS NOT NULL) AND (receipt_no IS NOT NULL)))),
    CONSTRAINT stock_movement_check1 CHECK (((kind = 'correction'::text) = ((cause IS NOT NULL) AND (note IS NOT NULL)))),
    CONSTRAINT stock_movement_check2 CHECK (((kind = 'arrival'::text) = (request_id IS NULL))),
    CONSTRAINT stock_movement_check3 CHECK (
CASE kind
    WHEN 'sale'::text THEN (change < 0)
    WHEN 'correction'::text THEN true
    ELSE (change > 0)
END),
    CONSTRAINT stock_movement_kind_check CHECK ((kind = ANY (ARRAY['arrival'::text, 'correction'::text, 'sale'::text, 'void'::text]))),
    CONSTRAINT stock_movement_note_check CHECK (((length(note) >= 2) AND (length(note) <= 200))),
    CONSTRAINT stock_movement_on_hand_after_check CHECK ((on_hand_after >= 0)),
    CONSTRAINT stock_movement_seal_check CHECK ((length(seal) = 16)),
    CONSTRAINT stock_movement_seq_check CHECK ((seq > 0))
)
PARTITION BY RANGE (business_day);

--
-- Name: unified_grant; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.unified_grant (
    unified_grant_id bigint NOT NULL,
    service_code text NOT NULL,
    reason text NOT NULL,
    state text NOT NULL,
    business_day date NOT NULL,
    ordered_at timestamp with time zone NOT NULL,
    ordered_by bigint NOT NULL,
    sites_total integer NOT NULL,
    sites_done integer DEFAULT 0 NOT NULL,
    done_up_to text DEFAULT ''::text NOT NULL,
    applications integer DEFAULT 0 NOT NULL,
    grants integer DEFAULT 0 NOT NULL,
    finished_at timestamp with time zone,
    undone_at timestamp with time zone,
    undone_by bigint,
    CONSTRAINT unified_grant_applications_check CHECK ((applications >= 0)),
    CONSTRAINT unified_grant_check CHECK (((sites_done >= 0) AND (sites_done <= sites_total))),
    CONSTRAINT unified_grant_grants_check CHECK ((grants >= 0)),
    CONSTRAINT unified_grant_reason_check CHECK (((length(reason) >= 2) AND (length(reason) <= 200))),
    CONSTRAINT unified_grant_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'stopped'::text, 'undone'::text]))),
    CONSTRAINT unified_grant_undone_check CHECK (((undone_at IS NULL) = (undone_by IS NULL)))
);

--
-- Name: unified_grant_unified_grant_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.unified_grant ALTER COLUMN unified_grant_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.unified_grant_unified_grant_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: used_challenge; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.used_challenge (
    challenge bytea NOT NULL,
    used_at timestamp with time zone NOT NULL,
    CONSTRAINT used_challenge_challenge_check CHECK ((length(challenge) = 32))
);

--
-- Name: workstation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.workstation (
    workstation_id bigint NOT NULL,
    site_code text NOT NULL,
    public_key bytea NOT NULL,
    label text NOT NULL,
    enrolled_at timestamp with time zone NOT NULL,
    enrolled_by bigint NOT NULL,
    last_used_at timestamp with time zone,
    ended_at timestamp with time zone,
    ended_by bigint,
    CONSTRAINT workstation_ended_check CHECK (((ended_at IS NULL) = (ended_by IS NULL))),
    CONSTRAINT workstation_label_check CHECK (((length(label) >= 1) AND (length(label) <= 40))),
    CONSTRAINT workstation_public_key_check CHECK ((length(public_key) = 32))
);

--
-- Name: workstation_workstation_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.workstation ALTER COLUMN workstation_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.workstation_workstation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: account account_name_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_name_key UNIQUE (name);

--
-- Name: account account_person_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_person_key_key UNIQUE (person_key);

--
-- Name: account account_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (account_id);

--
-- Name: announcement announcement_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.announcement
    ADD CONSTRAINT announcement_pkey PRIMARY KEY (id);

--
-- Name: appointment appointment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_pkey PRIMARY KEY (appointment_id);

--
-- Name: audit audit_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (audit_id);

--
-- Name: birth_mark birth_mark_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.birth_mark
    ADD CONSTRAINT birth_mark_pkey PRIMARY KEY (programme, person_key);

--
-- Name: card_binding card_binding_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.card_binding
    ADD CONSTRAINT card_binding_pkey PRIMARY KEY (card_binding_id);

--
-- Name: card_register card_register_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.card_register
    ADD CONSTRAINT card_register_pkey PRIMARY KEY (card, subject_serial);

--
-- Name: contact_desk contact_desk_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.contact_desk
    ADD CONSTRAINT contact_desk_pkey PRIMARY KEY (id);

--
-- Name: contact_desk contact_desk_position_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.contact_desk
    ADD CONSTRAINT contact_desk_position_key UNIQUE ("position") DEFERRABLE;

--
-- Name: contact_line contact_line_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.contact_line
    ADD CONSTRAINT contact_line_pkey PRIMARY KEY (id);

--
-- Name: contact_line contact_line_position_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.contact_line
    ADD CONSTRAINT contact_line_position_key UNIQUE ("position") DEFERRABLE;

--
-- Name: content_version content_version_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.content_version
    ADD CONSTRAINT content_version_pkey PRIMARY KEY (kind, id, version);

--
-- Name: credential credential_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.credential
    ADD CONSTRAINT credential_pkey PRIMARY KEY (account_id, site_code);

--
-- Name: day_order day_order_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.day_order
    ADD CONSTRAINT day_order_pkey PRIMARY KEY (programme, day, county);

--
-- Name: delivery delivery_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.delivery
    ADD CONSTRAINT delivery_pkey PRIMARY KEY (delivery_id);

--
-- Name: delivery delivery_programme_site_code_due_on_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.delivery
    ADD CONSTRAINT delivery_programme_site_code_due_on_key UNIQUE (programme, site_code, due_on);

--
-- Name: download download_file_name_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.download
    ADD CONSTRAINT download_file_name_key UNIQUE (file_name);

--
-- Name: download_file download_file_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.download_file
    ADD CONSTRAINT download_file_pkey PRIMARY KEY (sha256);

--
-- Name: download download_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.download
    ADD CONSTRAINT download_pkey PRIMARY KEY (id);

--
-- Name: download download_position_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.download
    ADD CONSTRAINT download_position_key UNIQUE ("position") DEFERRABLE;

--
-- Name: entitlement entitlement_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.entitlement
    ADD CONSTRAINT entitlement_pkey PRIMARY KEY (programme, person_key);

--
-- Name: faq faq_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.faq
    ADD CONSTRAINT faq_pkey PRIMARY KEY (id);

--
-- Name: faq faq_position_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.faq
    ADD CONSTRAINT faq_position_key UNIQUE ("position") DEFERRABLE;

--
-- Name: link link_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.link
    ADD CONSTRAINT link_pkey PRIMARY KEY (id);

--
-- Name: link link_position_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.link
    ADD CONSTRAINT link_position_key UNIQUE ("position") DEFERRABLE;

--
-- Name: log_in_failure log_in_failure_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.log_in_failure
    ADD CONSTRAINT log_in_failure_pkey PRIMARY KEY (subject);

--
-- Name: migration migration_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (name);

--
-- Name: old_platform old_platform_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.old_platform
    ADD CONSTRAINT old_platform_pkey PRIMARY KEY (id);

--
-- Name: passkey passkey_credential_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.passkey
    ADD CONSTRAINT passkey_credential_key UNIQUE (credential);

--
-- Name: passkey passkey_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.passkey
    ADD CONSTRAINT passkey_pkey PRIMARY KEY (passkey_id);

--
-- Name: policy policy_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.policy
    ADD CONSTRAINT policy_pkey PRIMARY KEY (programme, version);

--
-- Name: policy policy_programme_valid_from_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.policy
    ADD CONSTRAINT policy_programme_valid_from_key UNIQUE (programme, valid_from);

--
-- Name: practice_registration practice_registration_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.practice_registration
    ADD CONSTRAINT practice_registration_pkey PRIMARY KEY (person_key, site_code, profession);

--
-- Name: programme programme_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.programme
    ADD CONSTRAINT programme_pkey PRIMARY KEY (code);

--
-- Name: receipt receipt_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT receipt_pkey PRIMARY KEY (delivery_id, receipt_no);

--
-- Name: sale sale_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sale
    ADD CONSTRAINT sale_pkey PRIMARY KEY (sold_on, person_key, request_id);

--
-- Name: sale_void sale_void_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sale_void
    ADD CONSTRAINT sale_void_pkey PRIMARY KEY (sold_on, person_key, request_id);

--
-- Name: sam_state sam_state_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sam_state
    ADD CONSTRAINT sam_state_pkey PRIMARY KEY (public_key);

--
-- Name: service_application service_application_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_application
    ADD CONSTRAINT service_application_pkey PRIMARY KEY (application_id);

--
-- Name: service_eligibility service_eligibility_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_eligibility
    ADD CONSTRAINT service_eligibility_pkey PRIMARY KEY (service_code, site_kind);

--
-- Name: service_grant service_grant_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_grant
    ADD CONSTRAINT service_grant_pkey PRIMARY KEY (grant_id);

--
-- Name: service service_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service
    ADD CONSTRAINT service_pkey PRIMARY KEY (code);

--
-- Name: service_usage service_usage_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_usage
    ADD CONSTRAINT service_usage_pkey PRIMARY KEY (site_code, service_code, used_on);

--
-- Name: session session_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (token_hash);

--
-- Name: setting setting_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.setting
    ADD CONSTRAINT setting_pkey PRIMARY KEY (key);

--
-- Name: site_allotment site_allotment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.site_allotment
    ADD CONSTRAINT site_allotment_pkey PRIMARY KEY (programme, site_code, valid_from);

--
-- Name: site site_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.site
    ADD CONSTRAINT site_pkey PRIMARY KEY (code);

--
-- Name: stock_movement stock_movement_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.stock_movement
    ADD CONSTRAINT stock_movement_pkey PRIMARY KEY (business_day, site_code, item, seq);

--
-- Name: stock stock_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.stock
    ADD CONSTRAINT stock_pkey PRIMARY KEY (programme, site_code, item);

--
-- Name: unified_grant unified_grant_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.unified_grant
    ADD CONSTRAINT unified_grant_pkey PRIMARY KEY (unified_grant_id);

--
-- Name: used_challenge used_challenge_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.used_challenge
    ADD CONSTRAINT used_challenge_pkey PRIMARY KEY (challenge);

--
-- Name: workstation workstation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.workstation
    ADD CONSTRAINT workstation_pkey PRIMARY KEY (workstation_id);

--
-- Name: account_by_last_four; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_by_last_four ON public.account USING btree (last_four_mark);

--
-- Name: appointment_by_site; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appointment_by_site ON public.appointment USING btree (site_code, role) WHERE (ended_at IS NULL);

--
-- Name: appointment_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX appointment_once ON public.appointment USING btree (account_id, site_code, role) WHERE (ended_at IS NULL);

--
-- Name: audit_by_site; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_by_site ON public.audit USING btree (site_code, at DESC);

--
-- Name: audit_by_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_by_time ON public.audit USING btree (at DESC);

--
-- Name: card_binding_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX card_binding_once ON public.card_binding USING btree (issuer, subject_serial, card) WHERE (ended_at IS NULL);

--
-- Name: card_binding_per_kind; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX card_binding_per_kind ON public.card_binding USING btree (account_id, card) WHERE (ended_at IS NULL);

--
-- Name: card_register_by_site; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX card_register_by_site ON public.card_register USING btree (site_code, card) WHERE (site_code IS NOT NULL);

--
-- Name: delivery_open; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX delivery_open ON public.delivery USING btree (site_code, due_on) WHERE (NOT settled);

--
-- Name: entitlement_linked; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX entitlement_linked ON public.entitlement USING btree (linked_to) WHERE (linked_to IS NOT NULL);

--
-- Name: passkey_by_account; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX passkey_by_account ON public.passkey USING btree (account_id) WHERE (ended_at IS NULL);

--
-- Name: practice_registration_by_site; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX practice_registration_by_site ON public.practice_registration USING btree (site_code);

--
-- Name: sale_by_site; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX sale_by_site ON ONLY public.sale USING btree (site_code, sold_on, request_id);

--
-- Name: sale_void_by_site; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sale_void_by_site ON public.sale_void USING btree (site_code, sold_on);

--
-- Name: service_application_by_site; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX service_application_by_site ON public.service_application USING btree (site_code);

--
-- Name: service_application_of_unified; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX service_application_of_unified ON public.service_application USING btree (unified_grant_id) WHERE (unified_grant_id IS NOT NULL);

--
-- Name: service_application_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX service_application_once ON public.service_application USING btree (site_code, service_code) WHERE (ended_at IS NULL);

--
-- Name: service_grant_by_site; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX service_grant_by_site ON public.service_grant USING btree (site_code) WHERE (ended_at IS NULL);

--
-- Name: service_grant_of_unified; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX service_grant_of_unified ON public.service_grant USING btree (unified_grant_id) WHERE (unified_grant_id IS NOT NULL);

--
-- Name: service_grant_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX service_grant_once ON public.service_grant USING btree (account_id, site_code, service_code) WHERE (ended_at IS NULL);

--
-- Name: session_by_account; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX session_by_account ON public.session USING btree (account_id) WHERE (ended_at IS NULL);

--
-- Name: session_by_account_and_site; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX session_by_account_and_site ON public.session USING btree (account_id, site_code, created_at);

--
-- Name: session_by_place; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX session_by_place ON public.session USING btree (place);

--
-- Name: stock_movement_by_site; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX stock_movement_by_site ON ONLY public.stock_movement USING btree (site_code, id DESC);

--
-- Name: unified_grant_at_work; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX unified_grant_at_work ON public.unified_grant USING btree ((true)) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));

--
-- Name: workstation_by_site; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX workstation_by_site ON public.workstation USING btree (site_code) WHERE (ended_at IS NULL);

--
-- Name: workstation_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX workstation_once ON public.workstation USING btree (public_key) WHERE (ended_at IS NULL);

--
-- Name: appointment appointment_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(account_id);

--
-- Name: appointment appointment_appointed_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_appointed_by_fkey FOREIGN KEY (appointed_by) REFERENCES public.account(account_id);

--
-- Name: appointment appointment_ended_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES public.account(account_id);

--
-- Name: appointment appointment_site_code_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_site_code_fkey FOREIGN KEY (site_code) REFERENCES public.site(code);

--
-- Name: birth_mark birth_mark_programme_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.birth_mark
    ADD CONSTRAINT birth_mark_programme_fkey FOREIGN KEY (programme) REFERENCES public.programme(code);

--
-- Name: birth_mark birth_mark_site_code_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.birth_mark
    ADD CONSTRAINT birth_mark_site_code_fkey FOREIGN KEY (site_code) REFERENCES public.site(code);

--
-- Name: birth_mark birth_mark_workstation_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.birth_mark
    ADD CONSTRAINT birth_mark_workstation_id_fkey FOREIGN KEY (workstation_id) REFERENCES public.workstation(workstation_id);

--
-- Name: card_binding card_binding_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.card_binding
    ADD CONSTRAINT card_binding_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(account_id);

--
-- Name: card_binding card_binding_ended_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.card_binding
    ADD CONSTRAINT card_binding_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES public.account(account_id);

--
-- Name: card_register card_register_site_code_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.card_register
    ADD CONSTRAINT card_register_site_code_fkey FOREIGN KEY (site_code) REFERENCES public.site(code);

--
-- Name: content_version content_version_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.content_version
    ADD CONSTRAINT content_version_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(account_id);

--
-- Name: credential credential_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.credential
    ADD CONSTRAINT credential_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(account_id);

--
-- Name: credential credential_set_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.credential
    ADD CONSTRAINT credential_set_by_fkey FOREIGN KEY (set_by) REFERENCES public.account(account_id);

--
-- Name: credential credential_site_code_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.credential
    ADD CONSTRAINT credential_site_code_fkey FOREIGN KEY (site_code) REFERENCES public.site(code);

--
-- Name: day_order day_order_programme_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.day_order
    ADD CONSTRAINT day_order_programme_fkey FOREIGN KEY (programme) REFERENCES public.programme(code);

--
-- Name: delivery delivery_programme_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.delivery
    ADD CONSTRAINT delivery_programme_fkey FOREIGN KEY (programme) REFERENCES public.programme(code);

--
-- Name: delivery delivery_site_code_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.delivery
    ADD CONSTRAINT delivery_site_code_fkey FOREIGN KEY (site_code) REFERENCES public.site(code);

--
-- Name: download download_sha256_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.download
    ADD CONSTRAINT download_sha256_fkey FOREIGN KEY (sha256) REFERENCES public.download_file(sha256);

--
-- Name: passkey passkey_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.passkey
    ADD CONSTRAINT passkey_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(account_id);

--
-- Name: policy policy_programme_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.policy
    ADD CONSTRAINT policy_programme_fkey FOREIGN KEY (programme) REFERENCES public.programme(code);

--
-- Name: practice_registration practice_registration_site_code_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.practice_registration
    ADD CONSTRAINT practice_registration_site_code_fkey FOREIGN KEY (site_code) REFERENCES public.site(code);

--
-- Name: receipt receipt_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT receipt_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(account_id);

--
-- Name: receipt receipt_delivery_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT receipt_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES public.delivery(delivery_id);

--
-- Name: sale_void sale_void_sold_on_person_key_request_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sale_void
    ADD CONSTRAINT sale_void_sold_on_person_key_request_id_fkey FOREIGN KEY (sold_on, person_key, request_id) REFERENCES public.sale(sold_on, person_key, request_id);

--
-- Name: sam_state sam_state_site_code_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sam_state
    ADD CONSTRAINT sam_state_site_code_fkey FOREIGN KEY (site_code) REFERENCES public.site(code);

--
-- Name: service_application service_application_applied_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_application
    ADD CONSTRAINT service_application_applied_by_fkey FOREIGN KEY (applied_by) REFERENCES public.account(account_id);

--
-- Name: service_application service_application_ended_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_application
    ADD CONSTRAINT service_application_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES public.account(account_id);

--
-- Name: service_application service_application_service_code_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_application
    ADD CONSTRAINT service_application_service_code_fkey FOREIGN KEY (service_code) REFERENCES public.service(code);

--
-- Name: service_application service_application_site_code_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_application
    ADD CONSTRAINT service_application_site_code_fkey FOREIGN KEY (site_code) REFERENCES public.site(code);

--
-- Name: service_application service_application_unified_grant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_application
    ADD CONSTRAINT service_application_unified_grant_id_fkey FOREIGN KEY (unified_grant_id) REFERENCES public.unified_grant(unified_grant_id);

--
-- Name: service_eligibility service_eligibility_service_code_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_eligibility
    ADD CONSTRAINT service_eligibility_service_code_fkey FOREIGN KEY (service_code) REFERENCES public.service(code);

--
-- Name: service_grant service_grant_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_grant
    ADD CONSTRAINT service_grant_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(account_id);

--
-- Name: service_grant service_grant_ended_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_grant
    ADD CONSTRAINT service_grant_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES public.account(account_id);

--
-- Name: service_grant service_grant_granted_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_grant
    ADD CONSTRAINT service_grant_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES public.account(account_id);

--
-- Name: service_grant service_grant_service_code_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_grant
    ADD CONSTRAINT service_grant_service_code_fkey FOREIGN KEY (service_code) REFERENCES public.service(code);

--
-- Name: service_grant service_grant_site_code_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_grant
    ADD CONSTRAINT service_grant_site_code_fkey FOREIGN KEY (site_code) REFERENCES public.site(code);

--
-- Name: service_grant service_grant_unified_grant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_grant
    ADD CONSTRAINT service_grant_unified_grant_id_fkey FOREIGN KEY (unified_grant_id) REFERENCES public.unified_grant(unified_grant_id);

--
-- Name: service service_implied_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service
    ADD CONSTRAINT service_implied_by_fkey FOREIGN KEY (implied_by) REFERENCES public.service(code);

--
-- Name: service service_updated_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service
    ADD CONSTRAINT service_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES public.account(account_id);

--
-- Name: service_usage service_usage_service_code_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_usage
    ADD CONSTRAINT service_usage_service_code_fkey FOREIGN KEY (service_code) REFERENCES public.service(code);

--
-- Name: service_usage service_usage_site_code_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_usage
    ADD CONSTRAINT service_usage_site_code_fkey FOREIGN KEY (site_code) REFERENCES public.site(code);

--
-- Name: session session_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(account_id);

--
-- Name: session session_card_binding_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_card_binding_id_fkey FOREIGN KEY (card_binding_id) REFERENCES public.card_binding(card_binding_id);

--
-- Name: session session_site_code_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_site_code_fkey FOREIGN KEY (site_code) REFERENCES public.site(code);

--
-- Name: session session_workstation_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_workstation_id_fkey FOREIGN KEY (workstation_id) REFERENCES public.workstation(workstation_id);

--
-- Name: setting setting_set_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.setting
    ADD CONSTRAINT setting_set_by_fkey FOREIGN KEY (set_by) REFERENCES public.account(account_id);

--
-- Name: site_allotment site_allotment_programme_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.site_allotment
    ADD CONSTRAINT site_allotment_programme_fkey FOREIGN KEY (programme) REFERENCES public.programme(code);

--
-- Name: site_allotment site_allotment_site_code_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.site_allotment
    ADD CONSTRAINT site_allotment_site_code_fkey FOREIGN KEY (site_code) REFERENCES public.site(code);

--
-- Name: stock stock_programme_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.stock
    ADD CONSTRAINT stock_programme_fkey FOREIGN KEY (programme) REFERENCES public.programme(code);

--
-- Name: stock stock_site_code_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.stock
    ADD CONSTRAINT stock_site_code_fkey FOREIGN KEY (site_code) REFERENCES public.site(code);

--
-- Name: unified_grant unified_grant_ordered_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.unified_grant
    ADD CONSTRAINT unified_grant_ordered_by_fkey FOREIGN KEY (ordered_by) REFERENCES public.account(account_id);

--
-- Name: unified_grant unified_grant_service_code_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.unified_grant
    ADD CONSTRAINT unified_grant_service_code_fkey FOREIGN KEY (service_code) REFERENCES public.service(code);

--
-- Name: unified_grant unified_grant_undone_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.unified_grant
    ADD CONSTRAINT unified_grant_undone_by_fkey FOREIGN KEY (undone_by) REFERENCES public.account(account_id);

--
-- Name: workstation workstation_ended_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.workstation
    ADD CONSTRAINT workstation_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES public.account(account_id);

--
-- Name: workstation workstation_enrolled_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.workstation
    ADD CONSTRAINT workstation_enrolled_by_fkey FOREIGN KEY (enrolled_by) REFERENCES public.account(account_id);

--
-- Name: workstation workstation_site_code_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.workstation
    ADD CONSTRAINT workstation_site_code_fkey FOREIGN KEY (site_code) REFERENCES public.site(code);

--
-- Name: SCHEMA public; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA public TO evenhand_app;
GRANT USAGE ON SCHEMA public TO evenhand_read;

--
-- Name: FUNCTION ensure_month(day date); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.ensure_month(day date) FROM PUBLIC;
GRANT ALL ON FUNCTION public.ensure_month(day date) TO evenhand_app;

--
-- Name: TABLE account; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.account TO evenhand_read;
GRANT SELECT,INSERT,UPDATE ON TABLE public.account TO evenhand_app;

--
-- Name: SEQUENCE account_number; Type: ACL; Schema: public; Owner: -
--

GRANT USAGE ON SEQUENCE public.account_number TO evenhand_app;

--
-- Name: TABLE announcement; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.announcement TO evenhand_app;
GRANT SELECT ON TABLE public.announcement TO evenhand_read;

--
-- Name: TABLE appointment; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.appointment TO evenhand_app;
GRANT SELECT ON TABLE public.appointment TO evenhand_read;

--
-- Name: TABLE audit; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.audit TO evenhand_read;
GRANT SELECT,INSERT ON TABLE public.audit TO evenhand_app;

--
-- Name: TABLE birth_mark; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.birth_mark TO evenhand_app;

--
-- Name: TABLE card_binding; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.card_binding TO evenhand_app;
GRANT SELECT ON TABLE public.card_binding TO evenhand_read;

--
-- Name: TABLE card_register; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.card_register TO evenhand_app;
GRANT SELECT ON TABLE public.card_register TO evenhand_read;

--
-- Name: TABLE contact_desk; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.contact_desk TO evenhand_app;
GRANT SELECT ON TABLE public.contact_desk TO evenhand_read;

--
-- Name: TABLE contact_line; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.contact_line TO evenhand_app;
GRANT SELECT ON TABLE public.contact_line TO evenhand_read;

--
-- Name: TABLE content_version; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.content_version TO evenhand_app;
GRANT SELECT ON TABLE public.content_version TO evenhand_read;

--
-- Name: TABLE credential; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.credential TO evenhand_app;

--
-- Name: TABLE day_order; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.day_order TO evenhand_read;
GRANT SELECT,INSERT ON TABLE public.day_order TO evenhand_app;

--
-- Name: TABLE delivery; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.delivery TO evenhand_read;
GRANT SELECT,INSERT,UPDATE ON TABLE public.delivery TO evenhand_app;

--
-- Name: TABLE download; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.download TO evenhand_app;
GRANT SELECT ON TABLE public.download TO evenhand_read;

--
-- Name: TABLE download_file; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.download_file TO evenhand_app;
GRANT SELECT ON TABLE public.download_file TO evenhand_read;

--
-- Name: TABLE entitlement; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.entitlement TO evenhand_read;
GRANT SELECT,INSERT,UPDATE ON TABLE public.entitlement TO evenhand_app;

--
-- Name: TABLE faq; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.faq TO evenhand_app;
GRANT SELECT ON TABLE public.faq TO evenhand_read;

--
-- Name: TABLE link; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.link TO evenhand_app;
GRANT SELECT ON TABLE public.link TO evenhand_read;

--
-- Name: TABLE log_in_failure; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.log_in_failure TO evenhand_app;

--
-- Name: TABLE migration; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.migration TO evenhand_read;
GRANT SELECT ON TABLE public.migration TO evenhand_app;

--
-- Name: TABLE old_platform; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.old_platform TO evenhand_app;
GRANT SELECT ON TABLE public.old_platform TO evenhand_read;

--
-- Name: TABLE passkey; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.passkey TO evenhand_app;

--
-- Name: TABLE policy; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.policy TO evenhand_read;
GRANT SELECT,INSERT ON TABLE public.policy TO evenhand_app;

--
-- Name: TABLE practice_registration; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.practice_registration TO evenhand_app;
GRANT SELECT ON TABLE public.practice_registration TO evenhand_read;

--
-- Name: TABLE programme; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.programme TO evenhand_read;
GRANT SELECT,INSERT ON TABLE public.programme TO evenhand_app;

--
-- Name: TABLE receipt; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.receipt TO evenhand_read;
GRANT SELECT,INSERT ON TABLE public.receipt TO evenhand_app;

--
-- Name: TABLE sale; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.sale TO evenhand_read;
GRANT SELECT,INSERT ON TABLE public.sale TO evenhand_app;

--
-- Name: TABLE sale_void; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.sale_void TO evenhand_read;
GRANT SELECT,INSERT ON TABLE public.sale_void TO evenhand_app;

--
-- Name: TABLE sam_state; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.sam_state TO evenhand_app;

--
-- Name: TABLE service; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.service TO evenhand_app;
GRANT SELECT ON TABLE public.service TO evenhand_read;

--
-- Name: TABLE service_application; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.service_application TO evenhand_app;
GRANT SELECT ON TABLE public.service_application TO evenhand_read;

--
-- Name: TABLE service_eligibility; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.service_eligibility TO evenhand_app;
GRANT SELECT ON TABLE public.service_eligibility TO evenhand_read;

--
-- Name: TABLE service_grant; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.service_grant TO evenhand_app;
GRANT SELECT ON TABLE public.service_grant TO evenhand_read;

--
-- Name: TABLE service_usage; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.service_usage TO evenhand_app;
GRANT SELECT ON TABLE public.service_usage TO evenhand_read;

--
-- Name: TABLE session; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.session TO evenhand_app;

--
-- Name: TABLE setting; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.setting TO evenhand_app;
GRANT SELECT ON TABLE public.setting TO evenhand_read;

--
-- Name: TABLE site; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.site TO evenhand_read;
GRANT SELECT,INSERT,UPDATE ON TABLE public.site TO evenhand_app;

--
-- Name: TABLE site_allotment; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.site_allotment TO evenhand_read;
GRANT SELECT,INSERT ON TABLE public.site_allotment TO evenhand_app;

--
-- Name: TABLE stock; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.stock TO evenhand_read;
GRANT SELECT,INSERT,UPDATE ON TABLE public.stock TO evenhand_app;

--
-- Name: SEQUENCE stock_movement_id; Type: ACL; Schema: public; Owner: -
--

GRANT USAGE ON SEQUENCE public.stock_movement_id TO evenhand_app;

--
-- Name: TABLE stock_movement; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.stock_movement TO evenhand_read;
GRANT SELECT,INSERT ON TABLE public.stock_movement TO evenhand_app;

--
-- Name: TABLE unified_grant; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.unified_grant TO evenhand_app;
GRANT SELECT ON TABLE public.unified_grant TO evenhand_read;

--
-- Name: TABLE used_challenge; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE public.used_challenge TO evenhand_app;

--
-- Name: TABLE workstation; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.workstation TO evenhand_app;
GRANT SELECT ON TABLE public.workstation TO evenhand_read;

--
-- PostgreSQL database dump complete
--
