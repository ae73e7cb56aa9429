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
CREATE INDEX "actor_cost_rollups_start" ON "actor_cost_rollups" USING btree ("grain","starts_on");--> statement-breakpoint
-- The leader sums these periods when it next starts; until then, reports read their days.
INSERT INTO "stale_periods" (part, grain, starts_on)
SELECT DISTINCT 'actor-cost-periods', grain, date_trunc(grain, day)::date
FROM "report_days" CROSS JOIN unnest(array['week', 'month']) AS grain WHERE report = 'actor-cost';
