CREATE TABLE "api_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"status" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
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
	"raw" jsonb NOT NULL
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
	CONSTRAINT "audit_log_phase" CHECK (("audit_log"."phase" = 'intent') = ("audit_log"."outcome" is null))
);
--> statement-breakpoint
CREATE TABLE "changes" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"noun" text NOT NULL,
	"target_id" text NOT NULL,
	"kind" text NOT NULL,
	"before" jsonb,
	"after" jsonb
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
	"estimated_cents" numeric NOT NULL
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
	"estimated_cents" numeric NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cost_rollups" (
	"axes" text NOT NULL,
	"grain" text NOT NULL,
	"starts_on" date NOT NULL,
	"workspace_id" text,
	"model" text,
	"cents" numeric NOT NULL
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
	"cents" numeric NOT NULL
);
--> statement-breakpoint
CREATE TABLE "grants" (
	"email" text PRIMARY KEY NOT NULL,
	"persona" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"expires_at" timestamp with time zone,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invites" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"status" text NOT NULL,
	"invited_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"first_seen_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"gone_at" timestamp with time zone,
	"raw" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "members" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"gone_at" timestamp with time zone,
	"raw" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "organization" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "report_days" (
	"report" text NOT NULL,
	"day" date NOT NULL,
	"fetched_at" timestamp with time zone NOT NULL,
	"is_refused" boolean DEFAULT false NOT NULL,
	"row_count" integer NOT NULL,
	"digest" text,
	CONSTRAINT "report_days_report_day_pk" PRIMARY KEY("report","day")
);
--> statement-breakpoint
CREATE TABLE "sign_in_links" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "sync_state" (
	"job" text PRIMARY KEY NOT NULL,
	"requested_at" timestamp with time zone,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"error_code" text,
	"error_request_id" text,
	"failed_at" timestamp with time zone
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
	"web_search_requests" bigint DEFAULT 0 NOT NULL
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
	"raw" jsonb NOT NULL
);
--> statement-breakpoint
CREATE INDEX "api_keys_maker" ON "api_keys" USING btree ("created_by_id");--> statement-breakpoint
CREATE INDEX "api_keys_workspace" ON "api_keys" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "audit_log_entry" ON "audit_log" USING btree ("entry_id");--> statement-breakpoint
CREATE INDEX "audit_log_target" ON "audit_log" USING btree ("target_id");--> statement-breakpoint
CREATE INDEX "audit_log_at" ON "audit_log" USING btree ("at");--> statement-breakpoint
CREATE INDEX "changes_seen" ON "changes" USING btree ("seen_at");--> statement-breakpoint
CREATE INDEX "changes_target" ON "changes" USING btree ("target_id");--> statement-breakpoint
CREATE INDEX "claude_code_rollups_start" ON "claude_code_rollups" USING btree ("grain","starts_on");--> statement-breakpoint
CREATE INDEX "claude_code_rows_day" ON "claude_code_rows" USING btree ("day");--> statement-breakpoint
CREATE INDEX "claude_code_rows_actor" ON "claude_code_rows" USING btree ("actor","day");--> statement-breakpoint
CREATE INDEX "cost_rollups_start" ON "cost_rollups" USING btree ("axes","grain","starts_on");--> statement-breakpoint
CREATE INDEX "cost_rows_day" ON "cost_rows" USING btree ("day");--> statement-breakpoint
CREATE INDEX "members_email" ON "members" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "members_added" ON "members" USING btree ("added_at");--> statement-breakpoint
CREATE INDEX "usage_rollups_start" ON "usage_rollups" USING btree ("grain","starts_on");--> statement-breakpoint
CREATE INDEX "usage_rows_day" ON "usage_rows" USING btree ("day");--> statement-breakpoint
CREATE INDEX "usage_rows_key" ON "usage_rows" USING btree ("api_key_id","day");--> statement-breakpoint
CREATE INDEX "workspace_members_user" ON "workspace_members" USING btree ("user_id");