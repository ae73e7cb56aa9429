CREATE TABLE "cost_organizations" (
	"id" text PRIMARY KEY NOT NULL,
	"is_own" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "organization_costs" (
	"day" date NOT NULL,
	"organization_id" text NOT NULL,
	"currency" text DEFAULT 'USD' NOT NULL,
	"cents" numeric NOT NULL,
	"list_cents" numeric NOT NULL,
	CONSTRAINT "organization_costs_day_organization_id_currency_pk" PRIMARY KEY("day","organization_id","currency")
);
--> statement-breakpoint
ALTER TABLE "claude_code_rows" ADD COLUMN "other_cents" jsonb;--> statement-breakpoint
ALTER TABLE "actor_cost_rows" ADD COLUMN "currency" text DEFAULT 'USD' NOT NULL;--> statement-breakpoint
ALTER TABLE "api_key_usage" ADD COLUMN "other_cents_30d" jsonb;--> statement-breakpoint
ALTER TABLE "cost_rollups" ADD COLUMN "currency" text DEFAULT 'USD' NOT NULL;--> statement-breakpoint
ALTER TABLE "cost_rows" ADD COLUMN "currency" text DEFAULT 'USD' NOT NULL;--> statement-breakpoint
ALTER TABLE "person_usage" ADD COLUMN "claude_code_other_cents_30d" jsonb;--> statement-breakpoint
ALTER TABLE "person_usage" ADD COLUMN "other_cents_30d" jsonb;--> statement-breakpoint
ALTER TABLE "report_days" ADD COLUMN "currencies" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "usage_key_rollups" ADD COLUMN "other_cents" jsonb;--> statement-breakpoint
CREATE INDEX "claude_code_rows_other" ON "claude_code_rows" USING btree ("day") WHERE other_cents is not null;--> statement-breakpoint
CREATE INDEX "usage_key_rollups_other" ON "usage_key_rollups" USING btree ("day") WHERE other_cents is not null;--> statement-breakpoint
UPDATE "report_days" SET "currencies" = '{USD}' WHERE "row_count" > 0 AND "report" IN ('cost', 'actor-cost', 'claude-code');
