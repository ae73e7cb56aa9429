ALTER TABLE "bulk_runs" ADD COLUMN "is_proposed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "bulk_runs" ADD COLUMN "proposal" jsonb;