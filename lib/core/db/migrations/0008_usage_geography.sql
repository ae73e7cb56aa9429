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
);--> statement-breakpoint
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
);--> statement-breakpoint
DROP INDEX "usage_hours_start";--> statement-breakpoint
DROP INDEX "usage_rollups_start";--> statement-breakpoint
DELETE FROM "usage_hours";--> statement-breakpoint
DELETE FROM "report_days" WHERE report = 'usage-hours';--> statement-breakpoint
ALTER TABLE "usage_hours" DROP COLUMN "inference_geo";--> statement-breakpoint
ALTER TABLE "usage_hours" ADD COLUMN "axes" text NOT NULL;--> statement-breakpoint
ALTER TABLE "usage_rollups" ADD COLUMN "axes" text DEFAULT 'workspace_model' NOT NULL;--> statement-breakpoint
ALTER TABLE "usage_rollups" ALTER COLUMN "axes" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "usage_rollups" ADD COLUMN "api_key_id" text;--> statement-breakpoint
ALTER TABLE "usage_rollups" ADD COLUMN "service_tier" text;--> statement-breakpoint
ALTER TABLE "usage_rollups" ADD COLUMN "context_window" text;--> statement-breakpoint
ALTER TABLE "usage_rollups" ADD COLUMN "inference_geo" text;--> statement-breakpoint
DELETE FROM "usage_rollups" WHERE grain <> 'day';--> statement-breakpoint
INSERT INTO "usage_rollups" (axes, grain, starts_on, workspace_id, api_key_id, uncached_input_tokens, cache_read_input_tokens, cache_creation_5m_input_tokens, cache_creation_1h_input_tokens, output_tokens, web_search_requests)
SELECT 'workspace_key', grain, starts_on, workspace_id, api_key_id, uncached_input_tokens, cache_read_input_tokens, cache_creation_5m_input_tokens, cache_creation_1h_input_tokens, output_tokens, web_search_requests FROM "usage_caller_rollups" WHERE grain = 'day';--> statement-breakpoint
INSERT INTO "usage_rollups" (axes, grain, starts_on, workspace_id, model, service_tier, context_window, uncached_input_tokens, cache_read_input_tokens, cache_creation_5m_input_tokens, cache_creation_1h_input_tokens, output_tokens, web_search_requests)
SELECT axes, grain, starts_on, workspace_id, model, service_tier, context_window, uncached_input_tokens, cache_read_input_tokens, cache_creation_5m_input_tokens, cache_creation_1h_input_tokens, output_tokens, web_search_requests FROM "usage_tier_rollups" WHERE grain = 'day';--> statement-breakpoint
INSERT INTO "usage_rollups" (axes, grain, starts_on, workspace_id, model, api_key_id, service_tier, context_window, inference_geo, uncached_input_tokens, cache_read_input_tokens, cache_creation_5m_input_tokens, cache_creation_1h_input_tokens, output_tokens, web_search_requests)
SELECT axes, coarse, date_trunc(coarse, starts_on::timestamp)::date, workspace_id, model, api_key_id, service_tier, context_window, inference_geo, sum(uncached_input_tokens), sum(cache_read_input_tokens), sum(cache_creation_5m_input_tokens), sum(cache_creation_1h_input_tokens), sum(output_tokens), sum(web_search_requests)
FROM "usage_rollups" CROSS JOIN (VALUES ('week'), ('month')) AS grains(coarse) WHERE grain = 'day' GROUP BY 1, 2, 3, workspace_id, model, api_key_id, service_tier, context_window, inference_geo;--> statement-breakpoint
INSERT INTO "claude_code_rollups" (grain, starts_on, actor_type, actor, customer_type, terminal_type, is_remote, sessions, lines_added, lines_removed, commits, pull_requests, edit_accepted, edit_rejected, input_tokens, output_tokens, cache_read_tokens, cache_creation_tokens, estimated_cents)
SELECT 'week', date_trunc('week', starts_on::timestamp)::date, actor_type, actor, customer_type, terminal_type, is_remote, sum(sessions), sum(lines_added), sum(lines_removed), sum(commits), sum(pull_requests), sum(edit_accepted), sum(edit_rejected), sum(input_tokens), sum(output_tokens), sum(cache_read_tokens), sum(cache_creation_tokens), sum(estimated_cents)
FROM "claude_code_rollups" WHERE grain = 'day' GROUP BY 2, actor_type, actor, customer_type, terminal_type, is_remote;--> statement-breakpoint
INSERT INTO "claude_code_model_rollups" (grain, starts_on, actor_type, actor, customer_type, terminal_type, is_remote, model, input_tokens, output_tokens, cache_read_tokens, cache_creation_tokens, estimated_cents)
SELECT grain, date_trunc(grain, r.day::timestamp)::date, actor_type, actor, customer_type, terminal_type, is_remote, used.model, sum(used."inputTokens"), sum(used."outputTokens"), sum(used."cacheReadTokens"), sum(used."cacheCreationTokens"), sum(used."estimatedCents")
FROM "claude_code_rows" r CROSS JOIN LATERAL jsonb_to_recordset(r.models) AS used("model" text, "inputTokens" bigint, "outputTokens" bigint, "cacheReadTokens" bigint, "cacheCreationTokens" bigint, "estimatedCents" numeric)
CROSS JOIN (VALUES ('day'), ('week'), ('month')) AS grains(grain)
GROUP BY 1, 2, actor_type, actor, customer_type, terminal_type, is_remote, used.model;--> statement-breakpoint
DROP TABLE "usage_caller_rollups";--> statement-breakpoint
DROP TABLE "usage_tier_rollups";--> statement-breakpoint
CREATE INDEX "claude_code_model_rollups_start" ON "claude_code_model_rollups" USING btree ("grain","starts_on");--> statement-breakpoint
CREATE INDEX "usage_geo_rows_day" ON "usage_geo_rows" USING btree ("day");--> statement-breakpoint
CREATE INDEX "usage_rollups_key" ON "usage_rollups" USING btree (coalesce("api_key_id", '(none)'),"grain","starts_on") WHERE axes = 'workspace_key';--> statement-breakpoint
CREATE INDEX "usage_hours_start" ON "usage_hours" USING btree ("axes","starts_at");--> statement-breakpoint
CREATE INDEX "usage_rollups_start" ON "usage_rollups" USING btree ("axes","grain","starts_on");
