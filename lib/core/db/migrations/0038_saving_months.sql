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
CREATE INDEX "key_months_start" ON "key_months" USING btree ("starts_on");--> statement-breakpoint
CREATE INDEX "saving_months_start" ON "saving_months" USING btree ("axes","starts_on");--> statement-breakpoint
CREATE INDEX "saving_months_workspace" ON "saving_months" USING btree ("workspace_id","starts_on");