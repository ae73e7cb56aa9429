ALTER TABLE "key_rotations" ADD COLUMN "stop_asked_by" text;--> statement-breakpoint
ALTER TABLE "key_rotations" ADD COLUMN "stop_asked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "key_rotations" ADD COLUMN "session_id" text;--> statement-breakpoint
ALTER TABLE "key_rotations" ADD COLUMN "method" text;--> statement-breakpoint
ALTER TABLE "key_rotations" ADD COLUMN "address" text;--> statement-breakpoint
ALTER TABLE "key_rotations" ADD COLUMN "authenticated_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "key_rotations" ADD COLUMN "stop_run_id" uuid;