ALTER TABLE "identities" ADD COLUMN "time_proven_at" timestamp with time zone;--> statement-breakpoint
UPDATE "identities" SET "time_proven_at" = now() WHERE EXISTS (SELECT 1 FROM "sessions"
  WHERE "sessions"."email" = "identities"."email" AND "sessions"."issuer" = "identities"."issuer" AND "sessions"."provider_time" = 'sent');
