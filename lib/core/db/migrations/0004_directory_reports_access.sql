CREATE TABLE "actor_cost_rows" (
	"day" date NOT NULL,
	"actor_kind" text,
	"actor_id" text,
	"actor_email" text,
	"api_key_id" text,
	"workspace_id" text,
	"cents" numeric NOT NULL,
	"list_cents" numeric NOT NULL
);
--> statement-breakpoint
CREATE TABLE "limit_readings" (
	"subject" text PRIMARY KEY NOT NULL,
	"entries" jsonb NOT NULL,
	"refusal" text,
	"seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person_usage" (
	"email" text PRIMARY KEY NOT NULL,
	"last_active_on" date,
	"claude_code_days_30d" bigint DEFAULT 0 NOT NULL,
	"claude_code_sessions_30d" bigint DEFAULT 0 NOT NULL,
	"claude_code_cents_30d" numeric DEFAULT '0' NOT NULL,
	"cents_30d" numeric
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
	"web_search_requests" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"id" integer PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL,
	"seal" text NOT NULL
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
	"changed_at" timestamp with time zone NOT NULL
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
	"finished_at" timestamp with time zone
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
	CONSTRAINT "invited_memberships_email_workspace_id_pk" PRIMARY KEY("email","workspace_id")
);
--> statement-breakpoint
CREATE TABLE "key_powers" (
	"power" text PRIMARY KEY NOT NULL,
	"is_granted" boolean NOT NULL,
	"error_code" text,
	"request_id" text,
	"probed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "key_rotations" (
	"key_id" text PRIMARY KEY NOT NULL,
	"replacement_id" text NOT NULL,
	"started_by" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone
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
CREATE TABLE "session_ends" (
	"email" text PRIMARY KEY NOT NULL,
	"ended_at" timestamp with time zone NOT NULL,
	"ended_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"name" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"changed_by" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
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
ALTER TABLE "api_key_usage" ADD COLUMN "cents_30d" numeric;--> statement-breakpoint
ALTER TABLE "api_key_usage" ADD COLUMN "is_estimate" boolean DEFAULT true NOT NULL;--> statement-breakpoint
CREATE INDEX "actor_cost_rows_day" ON "actor_cost_rows" USING btree ("day");--> statement-breakpoint
CREATE INDEX "actor_cost_rows_key" ON "actor_cost_rows" USING btree ("api_key_id","day");--> statement-breakpoint
CREATE INDEX "actor_cost_rows_actor" ON "actor_cost_rows" USING btree ("actor_id","day");--> statement-breakpoint
CREATE INDEX "usage_hours_start" ON "usage_hours" USING btree ("starts_at");--> statement-breakpoint
CREATE INDEX "bulk_rows_state" ON "bulk_rows" USING btree ("state","run_id");--> statement-breakpoint
CREATE INDEX "bulk_rows_target" ON "bulk_rows" USING btree ("target_id");--> statement-breakpoint
CREATE INDEX "bulk_runs_created" ON "bulk_runs" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "saved_views_email" ON "saved_views" USING btree ("email","page");--> statement-breakpoint
CREATE INDEX "sign_in_attempts_at" ON "sign_in_attempts" USING btree ("at");--> statement-breakpoint
CREATE INDEX "sign_in_attempts_address" ON "sign_in_attempts" USING btree ("address","at");