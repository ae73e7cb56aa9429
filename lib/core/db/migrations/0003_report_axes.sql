CREATE TABLE "claude_code_tool_rollups" (
	"day" date NOT NULL,
	"tool" text NOT NULL,
	"accepted" bigint DEFAULT 0 NOT NULL,
	"rejected" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "usage_caller_rollups" (
	"grain" text NOT NULL,
	"starts_on" date NOT NULL,
	"workspace_id" text,
	"api_key_id" text,
	"uncached_input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_read_input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_creation_5m_input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_creation_1h_input_tokens" bigint DEFAULT 0 NOT NULL,
	"output_tokens" bigint DEFAULT 0 NOT NULL,
	"web_search_requests" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "usage_tier_rollups" (
	"grain" text NOT NULL,
	"starts_on" date NOT NULL,
	"workspace_id" text,
	"service_tier" text,
	"uncached_input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_read_input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_creation_5m_input_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_creation_1h_input_tokens" bigint DEFAULT 0 NOT NULL,
	"output_tokens" bigint DEFAULT 0 NOT NULL,
	"web_search_requests" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE INDEX "claude_code_tool_rollups_day" ON "claude_code_tool_rollups" USING btree ("day");--> statement-breakpoint
CREATE INDEX "usage_caller_rollups_start" ON "usage_caller_rollups" USING btree ("grain","starts_on");--> statement-breakpoint
CREATE INDEX "usage_tier_rollups_start" ON "usage_tier_rollups" USING btree ("grain","starts_on");--> statement-breakpoint
INSERT INTO "usage_caller_rollups" SELECT grain, starts_on, workspace_id, api_key_id, sum(uncached_input_tokens), sum(cache_read_input_tokens), sum(cache_creation_5m_input_tokens), sum(cache_creation_1h_input_tokens), sum(output_tokens), sum(web_search_requests)
FROM "usage_rows" CROSS JOIN LATERAL (VALUES ('day', day), ('month', date_trunc('month', day::timestamp)::date)) AS sums(grain, starts_on)
GROUP BY grain, starts_on, workspace_id, api_key_id;
--> statement-breakpoint
INSERT INTO "usage_tier_rollups" SELECT grain, starts_on, workspace_id, service_tier, sum(uncached_input_tokens), sum(cache_read_input_tokens), sum(cache_creation_5m_input_tokens), sum(cache_creation_1h_input_tokens), sum(output_tokens), sum(web_search_requests)
FROM "usage_rows" CROSS JOIN LATERAL (VALUES ('day', day), ('month', date_trunc('month', day::timestamp)::date)) AS sums(grain, starts_on)
GROUP BY grain, starts_on, workspace_id, service_tier;
--> statement-breakpoint
INSERT INTO "claude_code_tool_rollups" SELECT day, taken.key, sum((taken.value->>'accepted')::bigint), sum((taken.value->>'rejected')::bigint)
FROM "claude_code_rows" CROSS JOIN jsonb_each(tool_actions) AS taken GROUP BY day, taken.key;
