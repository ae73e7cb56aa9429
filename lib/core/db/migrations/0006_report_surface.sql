ALTER TABLE "claude_code_rollups" ADD COLUMN "customer_type" text;--> statement-breakpoint
ALTER TABLE "claude_code_rollups" ADD COLUMN "terminal_type" text;--> statement-breakpoint
ALTER TABLE "claude_code_rollups" ADD COLUMN "is_remote" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "cost_rollups" ADD COLUMN "description" text;--> statement-breakpoint
ALTER TABLE "cost_rollups" ADD COLUMN "cost_type" text;--> statement-breakpoint
ALTER TABLE "cost_rollups" ADD COLUMN "token_type" text;--> statement-breakpoint
ALTER TABLE "cost_rollups" ADD COLUMN "service_tier" text;--> statement-breakpoint
ALTER TABLE "cost_rollups" ADD COLUMN "context_window" text;--> statement-breakpoint
ALTER TABLE "cost_rollups" ADD COLUMN "inference_geo" text;--> statement-breakpoint
ALTER TABLE "usage_hours" ADD COLUMN "inference_geo" text;--> statement-breakpoint
ALTER TABLE "usage_tier_rollups" ADD COLUMN "model" text;--> statement-breakpoint
ALTER TABLE "usage_tier_rollups" ADD COLUMN "context_window" text;--> statement-breakpoint
CREATE INDEX "cost_rows_workspace" ON "cost_rows" USING btree ("workspace_id","day");--> statement-breakpoint
CREATE INDEX "usage_rows_workspace" ON "usage_rows" USING btree ("workspace_id","day");--> statement-breakpoint
INSERT INTO "cost_rollups" (axes, grain, starts_on, description, cost_type, token_type, model, service_tier, context_window, inference_geo, cents)
SELECT 'item', grain, starts_on, description, cost_type, token_type, model, service_tier, context_window, inference_geo, sum(cents)
FROM "cost_rows" CROSS JOIN LATERAL (VALUES ('day', day), ('week', date_trunc('week', day::timestamp)::date), ('month', date_trunc('month', day::timestamp)::date)) AS sums(grain, starts_on)
GROUP BY grain, starts_on, description, cost_type, token_type, model, service_tier, context_window, inference_geo;
--> statement-breakpoint
DELETE FROM "usage_tier_rollups";
--> statement-breakpoint
INSERT INTO "usage_tier_rollups" (grain, starts_on, workspace_id, model, service_tier, context_window, uncached_input_tokens, cache_read_input_tokens, cache_creation_5m_input_tokens, cache_creation_1h_input_tokens, output_tokens, web_search_requests)
SELECT grain, starts_on, workspace_id, model, service_tier, context_window, sum(uncached_input_tokens), sum(cache_read_input_tokens), sum(cache_creation_5m_input_tokens), sum(cache_creation_1h_input_tokens), sum(output_tokens), sum(web_search_requests)
FROM "usage_rows" CROSS JOIN LATERAL (VALUES ('day', day), ('month', date_trunc('month', day::timestamp)::date)) AS sums(grain, starts_on)
GROUP BY grain, starts_on, workspace_id, model, service_tier, context_window;
--> statement-breakpoint
DELETE FROM "claude_code_rollups";
--> statement-breakpoint
INSERT INTO "claude_code_rollups" (grain, starts_on, actor_type, actor, customer_type, terminal_type, is_remote, sessions, lines_added, lines_removed, commits, pull_requests, edit_accepted, edit_rejected, input_tokens, output_tokens, cache_read_tokens, cache_creation_tokens, estimated_cents)
SELECT grain, starts_on, actor_type, actor, customer_type, terminal_type, is_remote, sum(sessions), sum(lines_added), sum(lines_removed), sum(commits), sum(pull_requests), sum(edit_accepted), sum(edit_rejected), sum(input_tokens), sum(output_tokens), sum(cache_read_tokens), sum(cache_creation_tokens), sum(estimated_cents)
FROM "claude_code_rows" CROSS JOIN LATERAL (VALUES ('day', day), ('month', date_trunc('month', day::timestamp)::date)) AS sums(grain, starts_on)
GROUP BY grain, starts_on, actor_type, actor, customer_type, terminal_type, is_remote;
