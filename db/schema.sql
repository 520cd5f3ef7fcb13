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

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: account; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.account (
    account_id bigint NOT NULL,
    name text NOT NULL,
    display_name text NOT NULL,
    password_hash text NOT NULL,
    site_code text NOT NULL,
    role text NOT NULL,
    is_demo boolean DEFAULT false NOT NULL,
    disabled_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT account_display_name_check CHECK (((length(display_name) >= 1) AND (length(display_name) <= 40))),
    CONSTRAINT account_name_check CHECK (((name = lower(name)) AND ((length(name) >= 1) AND (length(name) <= 64)))),
    CONSTRAINT account_role_check CHECK ((role = ANY (ARRAY['user'::text, 'manager'::text])))
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
    CONSTRAINT audit_act_check CHECK ((act ~ '^[a-z_]+(:[a-z_]+)*$'::text))
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
    CONSTRAINT session_place_check CHECK ((length(place) = 16)),
    CONSTRAINT session_token_hash_check CHECK ((length(token_hash) = 32))
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
    CONSTRAINT site_code_check CHECK ((code ~ '^[0-9A-Z]{10}$'::text)),
    CONSTRAINT site_full_name_check CHECK (((length(full_name) >= 1) AND (length(full_name) <= 200))),
    CONSTRAINT site_kind_check CHECK ((kind = ANY (ARRAY['pharmacy'::text, 'health_centre'::text, 'health_service_centre'::text, 'public_hospital'::text, 'clinic'::text, 'dental'::text, 'chinese_medicine'::text, 'other'::text]))),
    CONSTRAINT site_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
    CONSTRAINT site_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision))),
    CONSTRAINT site_short_name_check CHECK (((length(short_name) >= 1) AND (length(short_name) <= 20)))
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
-- Name: account account_name_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_name_key UNIQUE (name);

--
-- Name: account account_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (account_id);

--
-- Name: audit audit_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (audit_id);

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
-- Name: entitlement entitlement_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.entitlement
    ADD CONSTRAINT entitlement_pkey PRIMARY KEY (programme, person_key);

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
-- Name: session session_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (token_hash);

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
-- Name: audit_by_site; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_by_site ON public.audit USING btree (site_code, at DESC);

--
-- Name: delivery_open; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX delivery_open ON public.delivery USING btree (site_code, due_on) WHERE (NOT settled);

--
-- Name: entitlement_linked; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX entitlement_linked ON public.entitlement USING btree (linked_to) WHERE (linked_to IS NOT NULL);

--
-- Name: sale_by_site; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX sale_by_site ON ONLY public.sale USING btree (site_code, sold_on, request_id);

--
-- Name: sale_void_by_site; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sale_void_by_site ON public.sale_void USING btree (site_code, sold_on);

--
-- Name: session_by_account; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX session_by_account ON public.session USING btree (account_id) WHERE (ended_at IS NULL);

--
-- Name: session_by_place; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX session_by_place ON public.session USING btree (place);

--
-- Name: stock_movement_by_site; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX stock_movement_by_site ON ONLY public.stock_movement USING btree (site_code, id DESC);

--
-- Name: account account_site_code_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_site_code_fkey FOREIGN KEY (site_code) REFERENCES public.site(code);

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
-- Name: policy policy_programme_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.policy
    ADD CONSTRAINT policy_programme_fkey FOREIGN KEY (programme) REFERENCES public.programme(code);

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
-- Name: session session_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(account_id);

--
-- Name: session session_site_code_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_site_code_fkey FOREIGN KEY (site_code) REFERENCES public.site(code);

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
-- Name: TABLE audit; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.audit TO evenhand_read;
GRANT SELECT,INSERT ON TABLE public.audit TO evenhand_app;

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
-- Name: TABLE entitlement; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.entitlement TO evenhand_read;
GRANT SELECT,INSERT,UPDATE ON TABLE public.entitlement TO evenhand_app;

--
-- Name: TABLE log_in_failure; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.log_in_failure TO evenhand_read;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.log_in_failure TO evenhand_app;

--
-- Name: TABLE migration; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.migration TO evenhand_read;
GRANT SELECT ON TABLE public.migration TO evenhand_app;

--
-- Name: TABLE policy; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.policy TO evenhand_read;
GRANT SELECT,INSERT ON TABLE public.policy TO evenhand_app;

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
-- Name: TABLE session; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.session TO evenhand_read;
GRANT SELECT,INSERT,UPDATE ON TABLE public.session TO evenhand_app;

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
-- PostgreSQL database dump complete
--
