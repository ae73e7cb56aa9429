DELETE FROM "usage_tier_rollups";--> statement-breakpoint
DROP INDEX "usage_tier_rollups_start";--> statement-breakpoint
ALTER TABLE "usage_tier_rollups" ADD COLUMN "axes" text NOT NULL;--> statement-breakpoint
CREATE INDEX "usage_tier_rollups_start" ON "usage_tier_rollups" USING btree ("axes","grain","starts_on");--> statement-breakpoint
INSERT INTO "usage_tier_rollups" (axes, grain, starts_on, workspace_id, model, service_tier, context_window, uncached_input_tokens, cache_read_input_tokens, cache_creation_5m_input_tokens, cache_creation_1h_input_tokens, output_tokens, web_search_requests)
SELECT CASE grouping(workspace_id, model) WHEN 2 THEN 'item' WHEN 1 THEN 'workspace' ELSE 'workspace_item' END,
  grain, starts_on, workspace_id, model, service_tier, context_window, sum(uncached_input_tokens), sum(cache_read_input_tokens), sum(cache_creation_5m_input_tokens), sum(cache_creation_1h_input_tokens), sum(output_tokens), sum(web_search_requests)
FROM "usage_rows" CROSS JOIN LATERAL (VALUES ('day', day), ('month', date_trunc('month', day::timestamp)::date)) AS sums(grain, starts_on)
GROUP BY GROUPING SETS ((grain, starts_on, workspace_id, model, service_tier, context_window),
  (grain, starts_on, model, service_tier, context_window), (grain, starts_on, workspace_id));
