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
CREATE INDEX "actor_usage_rollups_start" ON "actor_usage_rollups" USING btree ("report","axes","grain","starts_on");--> statement-breakpoint
CREATE INDEX "actor_usage_rows_day" ON "actor_usage_rows" USING btree ("report","day");