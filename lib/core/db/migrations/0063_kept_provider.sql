ALTER TABLE "bulk_runs" ADD COLUMN "provider_address" text;--> statement-breakpoint
ALTER TABLE "invited_memberships" ADD COLUMN "provider_address" text;--> statement-breakpoint
ALTER TABLE "key_rotations" ADD COLUMN "provider_address" text;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "provider_address" text;--> statement-breakpoint
ALTER TABLE "schedules" ADD COLUMN "provider_address" text;