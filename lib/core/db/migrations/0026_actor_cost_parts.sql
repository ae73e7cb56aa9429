ALTER TABLE "actor_cost_rows" ADD COLUMN "product" text;--> statement-breakpoint
ALTER TABLE "actor_cost_rows" ADD COLUMN "model" text;--> statement-breakpoint
-- Days that were read without them are read once more, as far as the API has them.
UPDATE "report_days" SET "fetched_at" = 'epoch' WHERE "report" = 'actor-cost' AND "row_count" > 0;
