ALTER TABLE "reviews" ADD COLUMN "method" text;--> statement-breakpoint
ALTER TABLE "schedules" ADD COLUMN "method" text;