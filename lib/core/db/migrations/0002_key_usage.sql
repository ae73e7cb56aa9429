CREATE TABLE "api_key_usage" (
	"api_key_id" text PRIMARY KEY NOT NULL,
	"last_used_on" date,
	"tokens_30d" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "usage_key_rollups" (
	"api_key_id" text NOT NULL,
	"day" date NOT NULL,
	"tokens" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "usage_key_rollups_api_key_id_day_pk" PRIMARY KEY("api_key_id","day")
);
--> statement-breakpoint
CREATE INDEX "usage_key_rollups_day" ON "usage_key_rollups" USING btree ("day");
--> statement-breakpoint
INSERT INTO "usage_key_rollups" ("api_key_id", "day", "tokens")
  SELECT api_key_id, day, sum(uncached_input_tokens + cache_read_input_tokens + cache_creation_5m_input_tokens
    + cache_creation_1h_input_tokens + output_tokens)
  FROM usage_rows WHERE api_key_id IS NOT NULL GROUP BY api_key_id, day;
--> statement-breakpoint
INSERT INTO "api_key_usage" ("api_key_id", "last_used_on", "tokens_30d")
  SELECT api_key_id, max(day), coalesce(sum(tokens) FILTER (
    WHERE day > (SELECT max(day) FROM usage_key_rollups) - 30), 0)
  FROM usage_key_rollups GROUP BY api_key_id;
