CREATE FUNCTION fold_text(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN octet_length(value) = char_length(value)
  THEN replace(lower(value COLLATE "C"), '`', '''') COLLATE "und-x-icu"
  ELSE replace(replace(replace(replace(
    translate(
      lower(
        regexp_replace(normalize(translate(value, '‘’‛ʼʹ′＇`´', repeat('''', 9)), NFKD), '[\u0300-\u036f]', '', 'g')
        COLLATE "und-x-icu"
      ),
      'ðđħıłŋøŧς', 'ddhilnotσ'
    ), 'æ', 'ae'), 'œ', 'oe'), 'ß', 'ss'), 'þ', 'th')
  END;
--> statement-breakpoint
-- A session keeps the plan that it made while the table was small: 10,000 new people were compared with each other row by row.
CREATE FUNCTION keep_version() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  fresh jsonb := to_jsonb(new) - '{raw,seen_at,first_seen_at,gone_at,folded}'::text[];
  of_noun text := tg_argv[0];
  of_key text := coalesce(fresh ->> 'id', (fresh ->> 'workspace_id') || ' ' || (fresh ->> 'user_id'));
  today date := (new.seen_at AT TIME ZONE 'UTC')::date;
  open_from date;
BEGIN
  SELECT from_day INTO open_from FROM directory_versions
    WHERE noun = of_noun AND key = of_key AND until_day IS NULL ORDER BY from_day DESC LIMIT 1;
  IF open_from > today THEN today := open_from; END IF;
  IF new.gone_at IS NOT NULL THEN
    DELETE FROM directory_versions WHERE noun = of_noun AND key = of_key AND from_day = today;
    UPDATE directory_versions SET until_day = today WHERE noun = of_noun AND key = of_key AND until_day IS NULL;
  ELSIF open_from = today THEN
    UPDATE directory_versions SET state = fresh WHERE noun = of_noun AND key = of_key AND from_day = today;
  ELSE
    UPDATE directory_versions SET until_day = today WHERE noun = of_noun AND key = of_key AND until_day IS NULL;
    INSERT INTO directory_versions (noun, key, from_day, state) VALUES (of_noun, of_key, today, fresh)
      ON CONFLICT (noun, key, from_day) DO UPDATE SET state = excluded.state, until_day = NULL;
  END IF;
  RETURN NULL;
END;
$$;
--> statement-breakpoint
-- One statement, so that a process that freezes while it takes tokens holds no lock. Whoever is served first, the rest
-- of the call's requests are noted as waiting, and less urgent requests of other processes leave them their tokens.
CREATE FUNCTION take_request_tokens(
  p_bucket text, p_process text, p_size integer, p_window_ms double precision, p_hold_ms double precision,
  p_writes integer, p_pages integer, p_background integer, p_spare integer
) RETURNS TABLE (people integer, background integer, spare integer, wait_ms double precision) LANGUAGE plpgsql AS $$
DECLARE
  -- The last tenth is kept for people.
  v_share integer := greatest(1, floor(p_size * 0.9)::integer);
  v_paused_until timestamptz;
  v_now timestamptz;
  v_used integer;
  v_other_writes integer;
  v_other_pages integer;
  v_writes integer := 0;
  v_pages integer := 0;
  v_background integer := 0;
  v_spare integer := 0;
  v_most_used integer;
  v_at timestamptz;
  v_wait_ms double precision := 0;
BEGIN
  INSERT INTO request_budgets (bucket) VALUES (p_bucket) ON CONFLICT DO NOTHING;
  SELECT b.paused_until INTO v_paused_until FROM request_budgets b WHERE b.bucket = p_bucket FOR UPDATE;
  -- After the lock: whoever waited for it must not see the past.
  v_now := clock_timestamp();
  DELETE FROM request_grants g WHERE g.bucket = p_bucket AND g.free_at <= v_now;
  DELETE FROM request_waits w WHERE w.bucket = p_bucket AND (w.process = p_process OR w.until <= v_now);
  SELECT coalesce(sum(g.tokens), 0) INTO v_used FROM request_grants g WHERE g.bucket = p_bucket;
  SELECT coalesce(sum(w.writes), 0), coalesce(sum(w.pages), 0) INTO v_other_writes, v_other_pages
    FROM request_waits w WHERE w.bucket = p_bucket;

  IF v_paused_until IS NULL OR v_paused_until <= v_now THEN
    v_writes := greatest(0, least(p_writes, p_size - v_used));
    v_used := v_used + v_writes;
    v_pages := greatest(0, least(p_pages, p_size - v_used - v_other_writes));
    v_used := v_used + v_pages;
    v_background := greatest(0, least(p_background, v_share - v_used - v_other_writes - v_other_pages));
    v_used := v_used + v_background;
    -- Only of plenty.
    v_spare := greatest(0, least(p_spare, (v_share - v_used - v_other_writes - v_other_pages) / 10));
    v_used := v_used + v_spare;
  END IF;
  IF v_writes + v_pages + v_background + v_spare > 0 THEN
    INSERT INTO request_grants (bucket, tokens, free_at) VALUES (p_bucket,
      v_writes + v_pages + v_background + v_spare, v_now + (p_window_ms + p_hold_ms) * interval '1 millisecond');
  END IF;

  IF v_writes < p_writes OR v_pages < p_pages OR v_background < p_background THEN
    v_most_used := CASE
      WHEN v_writes < p_writes THEN p_size - 1
      WHEN v_pages < p_pages THEN p_size - v_other_writes - 1
      ELSE v_share - v_other_writes - v_other_pages - 1 END;
    SELECT min(s.free_at) INTO v_at FROM (
      SELECT g.free_at, coalesce(sum(g.tokens) OVER (ORDER BY g.free_at DESC, g.id DESC
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS used_after
      FROM request_grants g WHERE g.bucket = p_bucket
    ) s WHERE s.used_after <= v_most_used;
    v_wait_ms := CASE WHEN v_used <= v_most_used THEN 0
      ELSE coalesce(extract(epoch FROM v_at - v_now)::double precision * 1000, p_window_ms) END;
    -- Others may be served, or die, before their token comes back.
    IF v_writes = p_writes AND v_other_writes + v_other_pages > 0 THEN v_wait_ms := least(v_wait_ms, 1000); END IF;
    v_wait_ms := greatest(v_wait_ms, extract(epoch FROM v_paused_until - v_now)::double precision * 1000, 1);
    INSERT INTO request_waits (bucket, process, writes, pages, background, until) VALUES (p_bucket, p_process,
      p_writes - v_writes, p_pages - v_pages, p_background - v_background,
      v_now + v_wait_ms * interval '1 millisecond' + interval '2 seconds');
  END IF;
  RETURN QUERY SELECT v_writes + v_pages, v_background, v_spare, v_wait_ms;
END;
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_log is append-only';
END;
$$;
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"id" integer PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL,
	"seal" text NOT NULL,
	"key_id" text,
	"proven_from" bigint
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"entry_id" uuid NOT NULL,
	"phase" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor_email" text NOT NULL,
	"actor_persona" text NOT NULL,
	"action" text NOT NULL,
	"target_id" text,
	"target_label" text,
	"before" jsonb,
	"after" jsonb,
	"outcome" text,
	"error_code" text,
	"request_id" text,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	"actor_method" text,
	"actor_session" text,
	"actor_address" text,
	"format" integer,
	"key_id" text,
	"mac" text,
	CONSTRAINT "audit_log_phase" CHECK (("audit_log"."phase" = 'intent') = ("audit_log"."outcome" is null))
);
--> statement-breakpoint
CREATE TABLE "grants" (
	"email" text PRIMARY KEY NOT NULL,
	"persona" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"expires_at" timestamp with time zone,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"renewed_at" timestamp with time zone,
	"held_rank" integer DEFAULT 0 NOT NULL,
	"suspended_at" timestamp with time zone,
	"suspended_for" text,
	"noted_since" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "passkey_challenges" (
	"session_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"challenge" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "passkey_challenges_session_id_purpose_pk" PRIMARY KEY("session_id","purpose")
);
--> statement-breakpoint
CREATE TABLE "passkeys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"credential_id" text NOT NULL,
	"email" text NOT NULL,
	"rp_id" text NOT NULL,
	"name" text NOT NULL,
	"public_key" text NOT NULL,
	"counter" bigint NOT NULL,
	"transports" jsonb NOT NULL,
	"is_backed_up" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "passkeys_credential_id_unique" UNIQUE("credential_id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"email" text,
	"method" text NOT NULL,
	"address" text NOT NULL,
	"user_agent" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"authenticated_at" timestamp with time zone,
	"seen_at" timestamp with time zone NOT NULL,
	"provider_time" text,
	"acr" text,
	"amr" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"is_by_passkey" boolean DEFAULT false NOT NULL,
	"issuer" text,
	"subject" text,
	"provider_session" text,
	"provider_address" text,
	"refresh_token" text,
	"checked_at" timestamp with time zone,
	CONSTRAINT "sessions_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "sign_in_attempts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"address" text NOT NULL,
	"method" text NOT NULL,
	"email" text,
	"outcome" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_links" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "store_owner" (
	"id" integer PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"organization_id" text,
	"key_fingerprint" text,
	"since" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "actor_cost_rollups" (
	"grain" text NOT NULL,
	"starts_on" date NOT NULL,
	"actor_kind" text,
	"actor_id" text,
	"actor_email" text,
	"api_key_id" text,
	"workspace_id" text,
	"product" text,
	"model" text,
	"currency" text DEFAULT 'USD' NOT NULL,
	"cents" numeric NOT NULL,
	"list_cents" numeric NOT NULL
);
--> statement-breakpoint
CREATE TABLE "actor_cost_rows" (
	"day" date NOT NULL,
	"actor_kind" text,
	"actor_id" text,
	"actor_email" text,
	"api_key_id" text,
	"workspace_id" text,
	"cents" numeric NOT NULL,
	"list_cents" numeric NOT NULL,
	"currency" text DEFAULT 'USD' NOT NULL,
	"product" text,
	"model" text
);
--> statement-breakpoint
CREATE TABLE "cost_organizations" (
	"id" text PRIMARY KEY NOT NULL,
	"is_own" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "organization_costs" (
	"day" date NOT NULL,
	"organization_id" text NOT NULL,
	"currency" text DEFAULT 'USD' NOT NULL,
	"cents" numeric NOT NULL,
	"list_cents" numeric NOT NULL,
	CONSTRAINT "organization_costs_day_organization_id_currency_pk" PRIMARY KEY("day","organization_id","currency")
);
--> statement-breakpoint
CREATE TABLE "actor_usage_rollups" (
	"axes" text NOT NULL,
	"grain" text NOT NULL,
	"starts_on" date NOT NULL,
	"report" text NOT NULL,
	"workspace_id" text,
	"actor_kind" text,
	"actor_id" text,
	"actor_email" text,
	"product" text,
	"model" text,
	"speed" text,
	"uncached_input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_read_input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_creation_5m_input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_creation_1h_input_tokens" bigint DEFAULT 0 NOT NULL,
	"output_tokens" bigint DEFAULT 0 NOT NULL,
	"web_search_requests" bigint DEFAULT 0 NOT NULL,
	"requests" bigint,
	"counted_tokens" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "actor_usage_rows" (
	"day" date NOT NULL,
	"report" text NOT NULL,
	"workspace_id" text,
	"actor_kind" text,
	"actor_id" text,
	"actor_email" text,
	"product" text,
	"model" text,
	"speed" text,
	"uncached_input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_read_input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_creation_5m_input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_creation_1h_input_tokens" bigint DEFAULT 0 NOT NULL,
	"output_tokens" bigint DEFAULT 0 NOT NULL,
	"web_search_requests" bigint DEFAULT 0 NOT NULL,
	"requests" bigint,
	"counted_tokens" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "budget_crossings" (
	"budget_id" uuid NOT NULL,
	"month" text NOT NULL,
	"threshold" integer NOT NULL,
	"cents" numeric NOT NULL,
	"budget_cents" numeric NOT NULL,
	"crossed_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone,
	"error_code" text,
	CONSTRAINT "budget_crossings_budget_id_month_threshold_pk" PRIMARY KEY("budget_id","month","threshold")
);
--> statement-breakpoint
CREATE TABLE "budget_warnings" (
	"budget_id" uuid NOT NULL,
	"period" text NOT NULL,
	"threshold" integer NOT NULL,
	"forecast_cents" numeric NOT NULL,
	"budget_cents" numeric NOT NULL,
	"warned_at" timestamp with time zone NOT NULL,
	CONSTRAINT "budget_warnings_budget_id_period_pk" PRIMARY KEY("budget_id","period")
);
--> statement-breakpoint
CREATE TABLE "budgets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"scope" text NOT NULL,
	"workspace_id" text,
	"tag_key" text,
	"tag_value" text,
	"cents" numeric NOT NULL,
	"thresholds" jsonb NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"period" text DEFAULT 'month' NOT NULL,
	"forecast_threshold" integer DEFAULT 100,
	"locale" text DEFAULT 'en' NOT NULL,
	"recipients" jsonb DEFAULT '[]'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "claude_code_actor_rollups" (
	"grain" text NOT NULL,
	"starts_on" date NOT NULL,
	"actor_type" text NOT NULL,
	"actor" text NOT NULL,
	"sessions" bigint DEFAULT 0 NOT NULL,
	"lines_added" bigint DEFAULT 0 NOT NULL,
	"lines_removed" bigint DEFAULT 0 NOT NULL,
	"commits" bigint DEFAULT 0 NOT NULL,
	"pull_requests" bigint DEFAULT 0 NOT NULL,
	"edit_accepted" bigint DEFAULT 0 NOT NULL,
	"edit_rejected" bigint DEFAULT 0 NOT NULL,
	"input_tokens" bigint DEFAULT 0 NOT NULL,
	"output_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_read_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_creation_tokens" bigint DEFAULT 0 NOT NULL,
	"estimated_cents" numeric NOT NULL
);
--> statement-breakpoint
CREATE TABLE "claude_code_kind_rollups" (
	"grain" text NOT NULL,
	"starts_on" date NOT NULL,
	"actor_type" text NOT NULL,
	"actors" bigint DEFAULT 0 NOT NULL,
	"sessions" bigint DEFAULT 0 NOT NULL,
	"lines_added" bigint DEFAULT 0 NOT NULL,
	"lines_removed" bigint DEFAULT 0 NOT NULL,
	"commits" bigint DEFAULT 0 NOT NULL,
	"pull_requests" bigint DEFAULT 0 NOT NULL,
	"edit_accepted" bigint DEFAULT 0 NOT NULL,
	"edit_rejected" bigint DEFAULT 0 NOT NULL,
	"input_tokens" bigint DEFAULT 0 NOT NULL,
	"output_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_read_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_creation_tokens" bigint DEFAULT 0 NOT NULL,
	"estimated_cents" numeric NOT NULL
);
--> statement-breakpoint
CREATE TABLE "claude_code_model_rollups" (
	"grain" text NOT NULL,
	"starts_on" date NOT NULL,
	"actor_type" text NOT NULL,
	"actor" text NOT NULL,
	"customer_type" text,
	"terminal_type" text,
	"is_remote" boolean NOT NULL,
	"model" text NOT NULL,
	"input_tokens" bigint DEFAULT 0 NOT NULL,
	"output_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_read_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_creation_tokens" bigint DEFAULT 0 NOT NULL,
	"estimated_cents" numeric NOT NULL
);
--> statement-breakpoint
CREATE TABLE "claude_code_rollups" (
	"grain" text NOT NULL,
	"starts_on" date NOT NULL,
	"actor_type" text NOT NULL,
	"actor" text NOT NULL,
	"sessions" bigint DEFAULT 0 NOT NULL,
	"lines_added" bigint DEFAULT 0 NOT NULL,
	"lines_removed" bigint DEFAULT 0 NOT NULL,
	"commits" bigint DEFAULT 0 NOT NULL,
	"pull_requests" bigint DEFAULT 0 NOT NULL,
	"edit_accepted" bigint DEFAULT 0 NOT NULL,
	"edit_rejected" bigint DEFAULT 0 NOT NULL,
	"input_tokens" bigint DEFAULT 0 NOT NULL,
	"output_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_read_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_creation_tokens" bigint DEFAULT 0 NOT NULL,
	"estimated_cents" numeric NOT NULL,
	"customer_type" text,
	"terminal_type" text,
	"is_remote" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "claude_code_rows" (
	"day" date NOT NULL,
	"actor_type" text NOT NULL,
	"actor" text NOT NULL,
	"customer_type" text,
	"subscription_type" text,
	"terminal_type" text,
	"is_remote" boolean NOT NULL,
	"tool_actions" jsonb NOT NULL,
	"models" jsonb NOT NULL,
	"sessions" bigint DEFAULT 0 NOT NULL,
	"lines_added" bigint DEFAULT 0 NOT NULL,
	"lines_removed" bigint DEFAULT 0 NOT NULL,
	"commits" bigint DEFAULT 0 NOT NULL,
	"pull_requests" bigint DEFAULT 0 NOT NULL,
	"edit_accepted" bigint DEFAULT 0 NOT NULL,
	"edit_rejected" bigint DEFAULT 0 NOT NULL,
	"input_tokens" bigint DEFAULT 0 NOT NULL,
	"output_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_read_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_creation_tokens" bigint DEFAULT 0 NOT NULL,
	"estimated_cents" numeric NOT NULL,
	"other_cents" jsonb
);
--> statement-breakpoint
CREATE TABLE "claude_code_tool_rollups" (
	"tool" text NOT NULL,
	"accepted" bigint DEFAULT 0 NOT NULL,
	"rejected" bigint DEFAULT 0 NOT NULL,
	"grain" text NOT NULL,
	"starts_on" date NOT NULL,
	"customer_type" text,
	"terminal_type" text,
	"is_remote" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "change_authors" (
	"change_seq" bigint PRIMARY KEY NOT NULL,
	"activity_id" text,
	"candidates" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "compliance_activities" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"type" text NOT NULL,
	"actor_type" text,
	"actor_id" text,
	"actor_email" text,
	"address" text,
	"user_agent" text,
	"details" jsonb NOT NULL,
	"traces" text[]
);
--> statement-breakpoint
CREATE TABLE "compliance_feed" (
	"id" integer PRIMARY KEY NOT NULL,
	"anchor_id" text,
	"anchor_at" timestamp with time zone,
	"oldest_id" text,
	"oldest_at" timestamp with time zone,
	"is_complete" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"source_id" text NOT NULL,
	"occasion" text NOT NULL,
	"channel" text NOT NULL,
	"recipient" text NOT NULL,
	"content" jsonb NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone,
	"claimed_by" text,
	"claimed_at" timestamp with time zone,
	"settled_at" timestamp with time zone,
	"error_code" text,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unsubscribes" (
	"kind" text NOT NULL,
	"source_id" text NOT NULL,
	"address" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "unsubscribes_kind_source_id_address_pk" PRIMARY KEY("kind","source_id","address")
);
--> statement-breakpoint
CREATE TABLE "webhooks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"sealed" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"gets_alarms" boolean DEFAULT true NOT NULL,
	"locale" text DEFAULT 'en' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"status" text NOT NULL,
	"created_at" timestamp with time zone,
	"created_by_id" text,
	"created_by_type" text,
	"expires_at" timestamp with time zone,
	"partial_key_hint" text,
	"principal_kind" text,
	"principal_id" text,
	"scope" text NOT NULL,
	"workspace_id" text,
	"first_seen_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"gone_at" timestamp with time zone,
	"raw" jsonb NOT NULL,
	"folded" text GENERATED ALWAYS AS (fold_text("name" || ' ' || coalesce("partial_key_hint", ''))) STORED
);
--> statement-breakpoint
CREATE TABLE "changes" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"noun" text NOT NULL,
	"target_id" text NOT NULL,
	"kind" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"unseen_since" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "invites" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"status" text NOT NULL,
	"invited_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"accepted_at" timestamp with time zone,
	"first_seen_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"gone_at" timestamp with time zone,
	"raw" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "limit_peaks" (
	"day" date PRIMARY KEY NOT NULL,
	"grouping" text NOT NULL,
	"peaks" jsonb NOT NULL,
	"is_incomplete" boolean NOT NULL,
	"fetched_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "limit_readings" (
	"subject" text PRIMARY KEY NOT NULL,
	"entries" jsonb NOT NULL,
	"refusal" text,
	"seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "members" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"added_at" timestamp with time zone,
	"first_seen_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"gone_at" timestamp with time zone,
	"raw" jsonb NOT NULL,
	"direct_since" timestamp with time zone,
	"folded" text GENERATED ALWAYS AS (fold_text("name" || ' ' || "email")) STORED
);
--> statement-breakpoint
CREATE TABLE "organization" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "service_accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"role" text,
	"created_at" timestamp with time zone,
	"archived_at" timestamp with time zone,
	"workspaces" jsonb NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"gone_at" timestamp with time zone,
	"raw" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unreadable_rows" (
	"noun" text NOT NULL,
	"part" text NOT NULL,
	"count" integer NOT NULL,
	"samples" jsonb NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "unreadable_rows_noun_part_pk" PRIMARY KEY("noun","part")
);
--> statement-breakpoint
CREATE TABLE "workspace_members" (
	"workspace_id" text NOT NULL,
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"gone_at" timestamp with time zone,
	"raw" jsonb NOT NULL,
	CONSTRAINT "workspace_members_workspace_id_user_id_pk" PRIMARY KEY("workspace_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "workspaces" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"is_default" boolean NOT NULL,
	"display_color" text,
	"created_at" timestamp with time zone,
	"archived_at" timestamp with time zone,
	"data_residency" jsonb,
	"tags" jsonb NOT NULL,
	"external_key_id" text,
	"compartment_id" text,
	"user_profile_id" text,
	"first_seen_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"gone_at" timestamp with time zone,
	"raw" jsonb NOT NULL,
	"inference_data_retention" text
);
--> statement-breakpoint
CREATE TABLE "finding_runs" (
	"rule" text PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"evaluated_at" timestamp with time zone,
	"audit_seq" bigint DEFAULT 0 NOT NULL,
	"took_ms" integer DEFAULT 0 NOT NULL,
	"memory" jsonb
);
--> statement-breakpoint
CREATE TABLE "findings" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"rule" text NOT NULL,
	"subject_id" text NOT NULL,
	"label" text NOT NULL,
	"workspace_id" text,
	"reach" integer NOT NULL,
	"idle_days" integer,
	"since" timestamp with time zone NOT NULL,
	"cents" numeric,
	"score" numeric NOT NULL,
	"evidence" jsonb NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"resolved_at" timestamp with time zone,
	"resolution" text,
	"fixed_by" text,
	"fixed_action" text,
	"dismissed_by" text,
	"dismissed_at" timestamp with time zone,
	"dismissed_until" timestamp with time zone,
	"dismiss_reason" text,
	"assigned_to" text,
	"assigned_by" text,
	"due_on" date
);
--> statement-breakpoint
CREATE TABLE "forgetting_key" (
	"id" integer PRIMARY KEY NOT NULL,
	"key" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "forgotten_people" (
	"lookup" text PRIMARY KEY NOT NULL,
	"pseudonym" text NOT NULL,
	"forgotten_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "identities" (
	"email" text PRIMARY KEY NOT NULL,
	"method" text NOT NULL,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"bound_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"person_since" timestamp with time zone,
	"time_proven_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "logout_tokens" (
	"issuer" text NOT NULL,
	"jti" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "logout_tokens_issuer_jti_pk" PRIMARY KEY("issuer","jti")
);
--> statement-breakpoint
CREATE TABLE "waiting_accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"method" text NOT NULL,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"first_tried_at" timestamp with time zone NOT NULL,
	"last_tried_at" timestamp with time zone NOT NULL,
	CONSTRAINT "waiting_accounts_account" UNIQUE("email","issuer","subject")
);
--> statement-breakpoint
CREATE TABLE "notice_cursor" (
	"id" integer PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_devices" (
	"email" text NOT NULL,
	"device_hash" text NOT NULL,
	"browser" text,
	"system" text,
	"locale" text NOT NULL,
	"session_id" uuid NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sign_in_devices_email_device_hash_pk" PRIMARY KEY("email","device_hash")
);
--> statement-breakpoint
CREATE TABLE "offboarding_keys" (
	"offboarding_id" uuid NOT NULL,
	"key_id" text NOT NULL,
	"name" text NOT NULL,
	"workspace_id" text,
	"workspace_name" text,
	"status" text NOT NULL,
	"tokens_30d" bigint DEFAULT 0 NOT NULL,
	"choice" text NOT NULL,
	"owner_id" text,
	"owner_email" text,
	"note" text NOT NULL,
	CONSTRAINT "offboarding_keys_offboarding_id_key_id_pk" PRIMARY KEY("offboarding_id","key_id")
);
--> statement-breakpoint
CREATE TABLE "offboardings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"run_id" uuid NOT NULL,
	"member_id" text,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text,
	"places" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bulk_rows" (
	"run_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"target_id" text NOT NULL,
	"label" text NOT NULL,
	"input" jsonb NOT NULL,
	"state" text NOT NULL,
	"worker" uuid,
	"entry_id" uuid,
	"error_code" text,
	"reason" text,
	"request_id" text,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"act" text,
	CONSTRAINT "bulk_rows_run_id_position_pk" PRIMARY KEY("run_id","position")
);
--> statement-breakpoint
CREATE TABLE "bulk_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"act" text NOT NULL,
	"params" jsonb NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"needs_approval" boolean DEFAULT false NOT NULL,
	"approval_expires_at" timestamp with time zone,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"is_approved" boolean,
	"cancelled_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"session_id" text,
	"method" text,
	"address" text,
	"authenticated_at" timestamp with time zone,
	"starts_at" timestamp with time zone,
	"provider_address" text
);
--> statement-breakpoint
CREATE TABLE "chart_slots" (
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"slot" integer NOT NULL,
	"place" integer NOT NULL,
	CONSTRAINT "chart_slots_kind_key_pk" PRIMARY KEY("kind","key")
);
--> statement-breakpoint
CREATE TABLE "invited_memberships" (
	"email" text NOT NULL,
	"workspace_id" text NOT NULL,
	"role" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"applied_at" timestamp with time zone,
	"error_code" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"session_id" text,
	"method" text,
	"address" text,
	"authenticated_at" timestamp with time zone,
	"provider_address" text,
	CONSTRAINT "invited_memberships_email_workspace_id_pk" PRIMARY KEY("email","workspace_id")
);
--> statement-breakpoint
CREATE TABLE "key_powers" (
	"power" text PRIMARY KEY NOT NULL,
	"is_granted" boolean NOT NULL,
	"error_code" text,
	"request_id" text,
	"probed_at" timestamp with time zone NOT NULL,
	"complete_until" timestamp with time zone,
	"worked_at" timestamp with time zone,
	"is_absence" boolean DEFAULT false NOT NULL,
	"refusals" integer DEFAULT 0 NOT NULL,
	"refused_since" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "key_owners" (
	"key_id" text PRIMARY KEY NOT NULL,
	"owner_id" text,
	"owner_email" text,
	"assigned_by" text NOT NULL,
	"assigned_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "key_rotations" (
	"key_id" text PRIMARY KEY NOT NULL,
	"replacement_id" text NOT NULL,
	"started_by" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"stop_asked_by" text,
	"stop_asked_at" timestamp with time zone,
	"session_id" text,
	"method" text,
	"address" text,
	"authenticated_at" timestamp with time zone,
	"stop_run_id" uuid,
	"provider_address" text
);
--> statement-breakpoint
CREATE TABLE "operations" (
	"id" text PRIMARY KEY NOT NULL,
	"actor_email" text NOT NULL,
	"action" text NOT NULL,
	"input_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"beat_at" timestamp with time zone NOT NULL,
	"answer" text
);
--> statement-breakpoint
CREATE TABLE "secret_record" (
	"id" integer PRIMARY KEY NOT NULL,
	"fingerprint" text NOT NULL,
	"since" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"name" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"changed_by" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sync_state" (
	"job" text PRIMARY KEY NOT NULL,
	"requested_at" timestamp with time zone,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"error_code" text,
	"error_request_id" text,
	"failed_at" timestamp with time zone,
	"request_ids" jsonb
);
--> statement-breakpoint
CREATE TABLE "stale_periods" (
	"part" text NOT NULL,
	"grain" text NOT NULL,
	"starts_on" date NOT NULL,
	CONSTRAINT "stale_periods_part_grain_starts_on_pk" PRIMARY KEY("part","grain","starts_on")
);
--> statement-breakpoint
CREATE TABLE "summed_windows" (
	"part" text PRIMARY KEY NOT NULL,
	"starts_on" date NOT NULL,
	"digest" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "list_columns" (
	"email" text NOT NULL,
	"list" text NOT NULL,
	"hidden" jsonb NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "list_columns_email_list_pk" PRIMARY KEY("email","list")
);
--> statement-breakpoint
CREATE TABLE "saved_views" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"page" text NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "api_key_usage" (
	"api_key_id" text PRIMARY KEY NOT NULL,
	"last_used_on" date,
	"tokens_30d" bigint DEFAULT 0 NOT NULL,
	"cents_30d" numeric,
	"is_estimate" boolean DEFAULT true NOT NULL,
	"other_cents_30d" jsonb
);
--> statement-breakpoint
CREATE TABLE "cost_rollups" (
	"axes" text NOT NULL,
	"grain" text NOT NULL,
	"starts_on" date NOT NULL,
	"workspace_id" text,
	"model" text,
	"cents" numeric NOT NULL,
	"description" text,
	"cost_type" text,
	"token_type" text,
	"service_tier" text,
	"context_window" text,
	"inference_geo" text,
	"currency" text DEFAULT 'USD' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cost_rows" (
	"day" date NOT NULL,
	"workspace_id" text,
	"description" text,
	"cost_type" text,
	"token_type" text,
	"model" text,
	"service_tier" text,
	"context_window" text,
	"inference_geo" text,
	"cents" numeric NOT NULL,
	"currency" text DEFAULT 'USD' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person_usage" (
	"email" text PRIMARY KEY NOT NULL,
	"last_active_on" date,
	"claude_code_days_30d" bigint DEFAULT 0 NOT NULL,
	"claude_code_sessions_30d" bigint DEFAULT 0 NOT NULL,
	"claude_code_cents_30d" numeric DEFAULT '0' NOT NULL,
	"cents_30d" numeric,
	"claude_code_other_cents_30d" jsonb,
	"other_cents_30d" jsonb
);
--> statement-breakpoint
CREATE TABLE "report_days" (
	"report" text NOT NULL,
	"day" date NOT NULL,
	"fetched_at" timestamp with time zone NOT NULL,
	"is_refused" boolean DEFAULT false NOT NULL,
	"row_count" integer NOT NULL,
	"digest" text,
	"currencies" text[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "report_days_report_day_pk" PRIMARY KEY("report","day")
);
--> statement-breakpoint
CREATE TABLE "usage_geo_rows" (
	"day" date NOT NULL,
	"workspace_id" text,
	"model" text,
	"service_tier" text,
	"context_window" text,
	"inference_geo" text,
	"uncached_input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_read_input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_creation_5m_input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_creation_1h_input_tokens" bigint DEFAULT 0 NOT NULL,
	"output_tokens" bigint DEFAULT 0 NOT NULL,
	"web_search_requests" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "usage_hours" (
	"starts_at" timestamp with time zone NOT NULL,
	"workspace_id" text,
	"model" text,
	"uncached_input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_read_input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_creation_5m_input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_creation_1h_input_tokens" bigint DEFAULT 0 NOT NULL,
	"output_tokens" bigint DEFAULT 0 NOT NULL,
	"web_search_requests" bigint DEFAULT 0 NOT NULL,
	"axes" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "usage_key_rollups" (
	"api_key_id" text NOT NULL,
	"day" date NOT NULL,
	"tokens" bigint DEFAULT 0 NOT NULL,
	"estimated_cents" numeric DEFAULT '0' NOT NULL,
	"other_cents" jsonb,
	CONSTRAINT "usage_key_rollups_api_key_id_day_pk" PRIMARY KEY("api_key_id","day")
);
--> statement-breakpoint
CREATE TABLE "usage_rollups" (
	"grain" text NOT NULL,
	"starts_on" date NOT NULL,
	"workspace_id" text,
	"model" text,
	"uncached_input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_read_input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_creation_5m_input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_creation_1h_input_tokens" bigint DEFAULT 0 NOT NULL,
	"output_tokens" bigint DEFAULT 0 NOT NULL,
	"web_search_requests" bigint DEFAULT 0 NOT NULL,
	"axes" text NOT NULL,
	"api_key_id" text,
	"service_tier" text,
	"context_window" text,
	"inference_geo" text
);
--> statement-breakpoint
CREATE TABLE "usage_rows" (
	"day" date NOT NULL,
	"workspace_id" text,
	"model" text,
	"api_key_id" text,
	"service_tier" text,
	"context_window" text,
	"uncached_input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_read_input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_creation_5m_input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_creation_1h_input_tokens" bigint DEFAULT 0 NOT NULL,
	"output_tokens" bigint DEFAULT 0 NOT NULL,
	"web_search_requests" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_buckets" (
	"name" text NOT NULL,
	"key" text NOT NULL,
	"tokens" double precision NOT NULL,
	"missing" double precision NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "rate_buckets_name_key_pk" PRIMARY KEY("name","key")
);
--> statement-breakpoint
CREATE TABLE "recent_changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"rows" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "refused_reads" (
	"hour" timestamp with time zone NOT NULL,
	"email" text NOT NULL,
	"session_id" text NOT NULL,
	"noun" text NOT NULL,
	"persona" text NOT NULL,
	"method" text NOT NULL,
	"address" text NOT NULL,
	"reads" integer NOT NULL,
	CONSTRAINT "refused_reads_hour_email_session_id_noun_pk" PRIMARY KEY("hour","email","session_id","noun")
);
--> statement-breakpoint
CREATE TABLE "request_budgets" (
	"bucket" text PRIMARY KEY NOT NULL,
	"paused_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "request_grants" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"bucket" text NOT NULL,
	"tokens" integer NOT NULL,
	"free_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "request_waits" (
	"bucket" text NOT NULL,
	"process" text NOT NULL,
	"writes" integer NOT NULL,
	"pages" integer NOT NULL,
	"background" integer NOT NULL,
	"until" timestamp with time zone NOT NULL,
	CONSTRAINT "request_waits_bucket_process_pk" PRIMARY KEY("bucket","process")
);
--> statement-breakpoint
CREATE TABLE "review_packs" (
	"review_id" uuid NOT NULL,
	"pack_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "review_packs_review_id_pack_id_position_pk" PRIMARY KEY("review_id","pack_id","position")
);
--> statement-breakpoint
CREATE TABLE "review_rows" (
	"review_id" uuid NOT NULL,
	"workspace_id" text NOT NULL,
	"user_id" text NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"organization_role" text NOT NULL,
	"role" text NOT NULL,
	"is_inherited" boolean NOT NULL,
	"since" timestamp with time zone,
	"added_by" text,
	"seen_since" timestamp with time zone,
	"activity_since" date,
	"last_active_on" date,
	"keys" integer NOT NULL,
	"keys_used_on" date,
	"key_cents" numeric,
	"elsewhere" integer NOT NULL,
	"previous_role" text,
	"change" text,
	"suggestion" text,
	"decision" text,
	"new_role" text,
	"reason" text,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"version" integer DEFAULT 0 NOT NULL,
	"submitted_by" text,
	"submitted_at" timestamp with time zone,
	"run_id" uuid,
	"outcome" text,
	"end_state" text,
	"error_code" text,
	"error_reason" text,
	"request_id" text,
	"facts" jsonb,
	"rotate_by" date,
	"settled_at" timestamp with time zone,
	"findings" jsonb,
	CONSTRAINT "review_rows_review_id_workspace_id_user_id_pk" PRIMARY KEY("review_id","workspace_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "review_workspaces" (
	"review_id" uuid NOT NULL,
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"reviewers" jsonb NOT NULL,
	"previous_id" uuid,
	"invites" jsonb NOT NULL,
	"hash" text NOT NULL,
	"listing" jsonb,
	"joined" jsonb,
	"findings" jsonb,
	CONSTRAINT "review_workspaces_review_id_workspace_id_pk" PRIMARY KEY("review_id","workspace_id")
);
--> statement-breakpoint
CREATE TABLE "reviews" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"note" text NOT NULL,
	"scope" jsonb NOT NULL,
	"cadence" text NOT NULL,
	"next_at" timestamp with time zone,
	"stopped_by" text,
	"due_on" date NOT NULL,
	"locale" text NOT NULL,
	"webhooks" jsonb NOT NULL,
	"started_by" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"opened_at" timestamp with time zone,
	"gathered" jsonb NOT NULL,
	"organization_keys" jsonb NOT NULL,
	"hash" text,
	"closed_by" text,
	"closed_at" timestamp with time zone,
	"close_reason" text,
	"kind" text DEFAULT 'memberships' NOT NULL,
	"request_ids" jsonb,
	"pack_id" uuid,
	"pack_hash" text,
	"pack_bytes" integer,
	"method" text,
	"provider_address" text
);
--> statement-breakpoint
CREATE TABLE "dismissed_opportunities" (
	"scope" text NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"until" date NOT NULL,
	"dismissed_by" text NOT NULL,
	"dismissed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "dismissed_opportunities_scope_kind_pk" PRIMARY KEY("scope","kind")
);
--> statement-breakpoint
CREATE TABLE "key_months" (
	"api_key_id" text NOT NULL,
	"starts_on" date NOT NULL,
	"workspace_id" text,
	"model" text,
	"service_tier" text,
	"context_window" text,
	"uncached_input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_read_input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_creation_5m_input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_creation_1h_input_tokens" bigint DEFAULT 0 NOT NULL,
	"output_tokens" bigint DEFAULT 0 NOT NULL,
	"active_days" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "saving_months" (
	"axes" text NOT NULL,
	"starts_on" date NOT NULL,
	"workspace_id" text,
	"model" text,
	"service_tier" text,
	"context_window" text,
	"currency" text DEFAULT 'USD' NOT NULL,
	"uncached_input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_read_input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_creation_5m_input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_creation_1h_input_tokens" bigint DEFAULT 0 NOT NULL,
	"output_tokens" bigint DEFAULT 0 NOT NULL,
	"uncached_cents" numeric,
	"cache_read_cents" numeric,
	"cache_creation_5m_cents" numeric,
	"cache_creation_1h_cents" numeric,
	"output_cents" numeric,
	"cents" numeric NOT NULL,
	"caching_cents" numeric DEFAULT '0' NOT NULL,
	"batching_cents" numeric DEFAULT '0' NOT NULL,
	"unpriced_tokens" bigint DEFAULT 0 NOT NULL,
	"days" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "schedules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner" text NOT NULL,
	"name" text NOT NULL,
	"report" text NOT NULL,
	"query" text NOT NULL,
	"cadence" text NOT NULL,
	"day" integer NOT NULL,
	"hour" integer NOT NULL,
	"locale" text NOT NULL,
	"recipients" jsonb NOT NULL,
	"is_paused" boolean DEFAULT false NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"people_confirmed_at" timestamp with time zone,
	"method" text,
	"provider_address" text
);
--> statement-breakpoint
CREATE TABLE "directory_versions" (
	"noun" text NOT NULL,
	"key" text NOT NULL,
	"from_day" date NOT NULL,
	"until_day" date,
	"state" jsonb NOT NULL,
	CONSTRAINT "directory_versions_noun_key_from_day_pk" PRIMARY KEY("noun","key","from_day")
);
--> statement-breakpoint
CREATE TABLE "ledger_accounts" (
	"role" text NOT NULL,
	"center" text NOT NULL,
	"account" text NOT NULL,
	CONSTRAINT "ledger_accounts_role_center_pk" PRIMARY KEY("role","center")
);
--> statement-breakpoint
CREATE TABLE "statement_facts" (
	"number" integer NOT NULL,
	"position" integer NOT NULL,
	"month" text NOT NULL,
	"workspace_id" text NOT NULL,
	"workspace" text NOT NULL,
	"center" text,
	"cents" numeric NOT NULL,
	CONSTRAINT "statement_facts_number_position_pk" PRIMARY KEY("number","position")
);
--> statement-breakpoint
CREATE TABLE "statement_invoices" (
	"number" integer NOT NULL,
	"version" integer NOT NULL,
	"invoice_number" text NOT NULL,
	"invoice_date" text NOT NULL,
	"cents" numeric NOT NULL,
	"bridge" jsonb NOT NULL,
	"note" text NOT NULL,
	"saved_by" text NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "statement_invoices_number_version_pk" PRIMARY KEY("number","version")
);
--> statement-breakpoint
CREATE TABLE "statement_lines" (
	"number" integer NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"month" text NOT NULL,
	"center" text,
	"workspace_id" text,
	"workspace" text,
	"cents" numeric NOT NULL,
	"printed_cents" numeric NOT NULL,
	CONSTRAINT "statement_lines_number_position_pk" PRIMARY KEY("number","position")
);
--> statement-breakpoint
CREATE TABLE "statements" (
	"number" integer PRIMARY KEY NOT NULL,
	"month" text NOT NULL,
	"currency" text NOT NULL,
	"issuer_id" text NOT NULL,
	"issuer" text NOT NULL,
	"tag" text,
	"rule" text NOT NULL,
	"center" text,
	"closed_by" text NOT NULL,
	"closed_at" timestamp with time zone NOT NULL,
	"data_as_of" timestamp with time zone NOT NULL,
	"incomplete_days" integer NOT NULL,
	"previous_hash" text,
	"hash" text NOT NULL,
	CONSTRAINT "statements_month" UNIQUE("month","currency")
);
--> statement-breakpoint
CREATE TABLE "unusual_day_alarms" (
	"day" date NOT NULL,
	"currency" text DEFAULT 'USD' NOT NULL,
	"cents" numeric NOT NULL,
	"usual_cents" numeric NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "unusual_day_alarms_day_currency_pk" PRIMARY KEY("day","currency")
);
--> statement-breakpoint
CREATE TABLE "unusual_day_notes" (
	"scope" text NOT NULL,
	"day" date NOT NULL,
	"currency" text DEFAULT 'USD' NOT NULL,
	"note" text NOT NULL,
	"owner" text NOT NULL,
	"noted_by" text NOT NULL,
	"noted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "unusual_day_notes_scope_day_currency_pk" PRIMARY KEY("scope","day","currency")
);
--> statement-breakpoint
CREATE INDEX "audit_log_entry" ON "audit_log" USING btree ("entry_id");--> statement-breakpoint
CREATE INDEX "audit_log_target" ON "audit_log" USING btree ("target_id");--> statement-breakpoint
CREATE INDEX "audit_log_at" ON "audit_log" USING btree ("at");--> statement-breakpoint
CREATE INDEX "passkeys_email" ON "passkeys" USING btree ("email");--> statement-breakpoint
CREATE INDEX "sessions_email" ON "sessions" USING btree ("email");--> statement-breakpoint
CREATE INDEX "sessions_started" ON "sessions" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "sign_in_attempts_at" ON "sign_in_attempts" USING btree ("at");--> statement-breakpoint
CREATE INDEX "sign_in_attempts_address" ON "sign_in_attempts" USING btree ("address","at");--> statement-breakpoint
CREATE INDEX "actor_cost_rollups_start" ON "actor_cost_rollups" USING btree ("grain","starts_on");--> statement-breakpoint
CREATE INDEX "actor_cost_rows_day" ON "actor_cost_rows" USING btree ("day");--> statement-breakpoint
CREATE INDEX "actor_cost_rows_key" ON "actor_cost_rows" USING btree ("api_key_id","day");--> statement-breakpoint
CREATE INDEX "actor_cost_rows_actor" ON "actor_cost_rows" USING btree ("actor_id","day");--> statement-breakpoint
CREATE INDEX "actor_usage_rollups_start" ON "actor_usage_rollups" USING btree ("report","axes","grain","starts_on");--> statement-breakpoint
CREATE INDEX "actor_usage_rows_day" ON "actor_usage_rows" USING btree ("report","day");--> statement-breakpoint
CREATE INDEX "claude_code_actor_rollups_start" ON "claude_code_actor_rollups" USING btree ("grain","starts_on");--> statement-breakpoint
CREATE INDEX "claude_code_kind_rollups_start" ON "claude_code_kind_rollups" USING btree ("grain","starts_on");--> statement-breakpoint
CREATE INDEX "claude_code_model_rollups_start" ON "claude_code_model_rollups" USING btree ("grain","starts_on");--> statement-breakpoint
CREATE INDEX "claude_code_rollups_start" ON "claude_code_rollups" USING btree ("grain","starts_on");--> statement-breakpoint
CREATE INDEX "claude_code_rows_day" ON "claude_code_rows" USING btree ("day");--> statement-breakpoint
CREATE INDEX "claude_code_rows_other" ON "claude_code_rows" USING btree ("day") WHERE other_cents is not null;--> statement-breakpoint
CREATE INDEX "claude_code_rows_person" ON "claude_code_rows" USING btree (lower("actor"),"day");--> statement-breakpoint
CREATE INDEX "claude_code_tool_rollups_start" ON "claude_code_tool_rollups" USING btree ("grain","starts_on");--> statement-breakpoint
CREATE INDEX "change_authors_activity" ON "change_authors" USING btree ("activity_id");--> statement-breakpoint
CREATE INDEX "compliance_activities_at" ON "compliance_activities" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "compliance_activities_type" ON "compliance_activities" USING btree ("type","at","id");--> statement-breakpoint
CREATE INDEX "compliance_activities_actor" ON "compliance_activities" USING btree (coalesce("actor_email", "actor_id"),"at","id");--> statement-breakpoint
CREATE INDEX "compliance_activities_traces" ON "compliance_activities" USING gin ("traces") WHERE "compliance_activities"."traces" is not null;--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" USING btree ("state","next_attempt_at");--> statement-breakpoint
CREATE INDEX "deliveries_source" ON "deliveries" USING btree ("kind","source_id","created_at");--> statement-breakpoint
CREATE INDEX "api_keys_maker" ON "api_keys" USING btree ("created_by_id");--> statement-breakpoint
CREATE INDEX "api_keys_principal" ON "api_keys" USING btree ("principal_id");--> statement-breakpoint
CREATE INDEX "api_keys_workspace" ON "api_keys" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "changes_seen" ON "changes" USING btree ("seen_at");--> statement-breakpoint
CREATE INDEX "changes_target" ON "changes" USING btree ("target_id");--> statement-breakpoint
CREATE INDEX "members_email" ON "members" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "members_role" ON "members" USING btree ("role") WHERE "members"."gone_at" is null;--> statement-breakpoint
CREATE INDEX "members_shown_name" ON "members" USING btree ((coalesce(nullif("name", ''), "email") collate "und-x-icu"),"id") WHERE "members"."gone_at" is null;--> statement-breakpoint
CREATE INDEX "members_email_order" ON "members" USING btree (("email" collate "und-x-icu"),"id") WHERE "members"."gone_at" is null;--> statement-breakpoint
CREATE INDEX "members_added" ON "members" USING btree ("added_at");--> statement-breakpoint
CREATE INDEX "workspace_members_user" ON "workspace_members" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "findings_open" ON "findings" USING btree ("rule","subject_id") WHERE resolved_at is null;--> statement-breakpoint
CREATE INDEX "findings_subject" ON "findings" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "findings_seen" ON "findings" USING btree ("first_seen_at");--> statement-breakpoint
CREATE INDEX "findings_resolved" ON "findings" USING btree ("resolved_at");--> statement-breakpoint
CREATE INDEX "sign_in_devices_session" ON "sign_in_devices" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "sign_in_devices_seen" ON "sign_in_devices" USING btree ("last_seen_at");--> statement-breakpoint
CREATE INDEX "offboarding_keys_key" ON "offboarding_keys" USING btree ("key_id");--> statement-breakpoint
CREATE INDEX "offboardings_run" ON "offboardings" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "offboardings_member" ON "offboardings" USING btree ("member_id");--> statement-breakpoint
CREATE INDEX "bulk_rows_state" ON "bulk_rows" USING btree ("state","run_id");--> statement-breakpoint
CREATE INDEX "bulk_rows_target" ON "bulk_rows" USING btree ("target_id");--> statement-breakpoint
CREATE INDEX "bulk_runs_created" ON "bulk_runs" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "operations_created" ON "operations" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "saved_views_email" ON "saved_views" USING btree ("email","page");--> statement-breakpoint
CREATE INDEX "cost_rollups_start" ON "cost_rollups" USING btree ("axes","grain","starts_on");--> statement-breakpoint
CREATE INDEX "cost_rows_day" ON "cost_rows" USING btree ("day");--> statement-breakpoint
CREATE INDEX "cost_rows_workspace" ON "cost_rows" USING btree ("workspace_id","day");--> statement-breakpoint
CREATE INDEX "usage_geo_rows_day" ON "usage_geo_rows" USING btree ("day");--> statement-breakpoint
CREATE INDEX "usage_hours_start" ON "usage_hours" USING btree ("axes","starts_at");--> statement-breakpoint
CREATE INDEX "usage_key_rollups_day" ON "usage_key_rollups" USING btree ("day");--> statement-breakpoint
CREATE INDEX "usage_key_rollups_other" ON "usage_key_rollups" USING btree ("day") WHERE other_cents is not null;--> statement-breakpoint
CREATE INDEX "usage_rollups_start" ON "usage_rollups" USING btree ("axes","grain","starts_on");--> statement-breakpoint
CREATE INDEX "usage_rollups_key" ON "usage_rollups" USING btree (coalesce("api_key_id", '(none)'),"grain","starts_on") WHERE axes = 'workspace_key';--> statement-breakpoint
CREATE INDEX "usage_rows_day" ON "usage_rows" USING btree ("day");--> statement-breakpoint
CREATE INDEX "usage_rows_key" ON "usage_rows" USING btree ("api_key_id","day");--> statement-breakpoint
CREATE INDEX "usage_rows_workspace" ON "usage_rows" USING btree ("workspace_id","day");--> statement-breakpoint
CREATE INDEX "rate_buckets_at" ON "rate_buckets" USING btree ("at");--> statement-breakpoint
CREATE INDEX "recent_changes_person" ON "recent_changes" USING btree ("person");--> statement-breakpoint
CREATE INDEX "recent_changes_at" ON "recent_changes" USING btree ("at");--> statement-breakpoint
CREATE INDEX "request_grants_bucket" ON "request_grants" USING btree ("bucket","free_at");--> statement-breakpoint
CREATE INDEX "review_workspaces_workspace" ON "review_workspaces" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "reviews_started" ON "reviews" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "key_months_start" ON "key_months" USING btree ("starts_on");--> statement-breakpoint
CREATE INDEX "saving_months_start" ON "saving_months" USING btree ("axes","starts_on");--> statement-breakpoint
CREATE INDEX "saving_months_workspace" ON "saving_months" USING btree ("workspace_id","starts_on");--> statement-breakpoint
CREATE INDEX "schedules_next" ON "schedules" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "directory_versions_day" ON "directory_versions" USING btree ("noun","from_day");--> statement-breakpoint
CREATE INDEX "statement_facts_month" ON "statement_facts" USING btree ("month");
--> statement-breakpoint
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE ON audit_log
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
--> statement-breakpoint
CREATE TRIGGER audit_log_no_truncate BEFORE TRUNCATE ON audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
--> statement-breakpoint
CREATE TRIGGER members_added_version AFTER INSERT ON members
  FOR EACH ROW WHEN (new.gone_at IS NULL) EXECUTE FUNCTION keep_version('member');
--> statement-breakpoint
CREATE TRIGGER members_changed_version AFTER UPDATE ON members
  FOR EACH ROW WHEN ((old.gone_at IS NULL, old.email, old.name, old.role, old.added_at)
    IS DISTINCT FROM (new.gone_at IS NULL, new.email, new.name, new.role, new.added_at)) EXECUTE FUNCTION keep_version('member');
--> statement-breakpoint
CREATE TRIGGER invites_added_version AFTER INSERT ON invites
  FOR EACH ROW WHEN (new.gone_at IS NULL) EXECUTE FUNCTION keep_version('invite');
--> statement-breakpoint
CREATE TRIGGER invites_changed_version AFTER UPDATE ON invites
  FOR EACH ROW WHEN ((old.gone_at IS NULL, old.email, old.role, old.status, old.invited_at, old.expires_at, old.accepted_at)
    IS DISTINCT FROM (new.gone_at IS NULL, new.email, new.role, new.status, new.invited_at, new.expires_at, new.accepted_at)) EXECUTE FUNCTION keep_version('invite');
--> statement-breakpoint
CREATE TRIGGER workspaces_added_version AFTER INSERT ON workspaces
  FOR EACH ROW WHEN (new.gone_at IS NULL) EXECUTE FUNCTION keep_version('workspace');
--> statement-breakpoint
CREATE TRIGGER workspaces_changed_version AFTER UPDATE ON workspaces
  FOR EACH ROW WHEN ((old.gone_at IS NULL, old.name, old.is_default, old.display_color, old.created_at, old.archived_at, old.data_residency, old.tags, old.external_key_id, old.compartment_id, old.user_profile_id, old.inference_data_retention)
    IS DISTINCT FROM (new.gone_at IS NULL, new.name, new.is_default, new.display_color, new.created_at, new.archived_at, new.data_residency, new.tags, new.external_key_id, new.compartment_id, new.user_profile_id, new.inference_data_retention)) EXECUTE FUNCTION keep_version('workspace');
--> statement-breakpoint
CREATE TRIGGER workspace_members_added_version AFTER INSERT ON workspace_members
  FOR EACH ROW WHEN (new.gone_at IS NULL) EXECUTE FUNCTION keep_version('workspace_member');
--> statement-breakpoint
CREATE TRIGGER workspace_members_changed_version AFTER UPDATE ON workspace_members
  FOR EACH ROW WHEN ((old.gone_at IS NULL, old.role)
    IS DISTINCT FROM (new.gone_at IS NULL, new.role)) EXECUTE FUNCTION keep_version('workspace_member');
--> statement-breakpoint
CREATE TRIGGER api_keys_added_version AFTER INSERT ON api_keys
  FOR EACH ROW WHEN (new.gone_at IS NULL) EXECUTE FUNCTION keep_version('api_key');
--> statement-breakpoint
CREATE TRIGGER api_keys_changed_version AFTER UPDATE ON api_keys
  FOR EACH ROW WHEN ((old.gone_at IS NULL, old.name, old.status, old.created_at, old.created_by_id, old.created_by_type, old.expires_at, old.partial_key_hint, old.principal_kind, old.principal_id, old.scope, old.workspace_id)
    IS DISTINCT FROM (new.gone_at IS NULL, new.name, new.status, new.created_at, new.created_by_id, new.created_by_type, new.expires_at, new.partial_key_hint, new.principal_kind, new.principal_id, new.scope, new.workspace_id)) EXECUTE FUNCTION keep_version('api_key');
