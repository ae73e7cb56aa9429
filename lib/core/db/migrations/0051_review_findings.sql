ALTER TABLE "review_rows" ADD COLUMN "findings" jsonb;--> statement-breakpoint
ALTER TABLE "review_workspaces" ADD COLUMN "findings" jsonb;