ALTER TABLE "bulk_rows" ADD COLUMN "act" text;--> statement-breakpoint
ALTER TABLE "bulk_runs" ADD COLUMN "starts_at" timestamp with time zone;