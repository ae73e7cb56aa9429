ALTER TABLE "key_powers" ADD COLUMN "worked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "key_powers" ADD COLUMN "is_absence" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "key_powers" ADD COLUMN "refusals" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "key_powers" ADD COLUMN "refused_since" timestamp with time zone;--> statement-breakpoint
UPDATE "key_powers" SET "worked_at" = "probed_at" WHERE "is_granted";