CREATE TABLE "provider_logouts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"method" text NOT NULL,
	"issuer" text NOT NULL,
	"subject" text,
	"provider_session" text,
	"at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "member_id" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "passkey_id" uuid;--> statement-breakpoint
ALTER TABLE "access_tokens" ADD COLUMN "acr" text;--> statement-breakpoint
ALTER TABLE "access_tokens" ADD COLUMN "amr" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "access_tokens" ADD COLUMN "is_by_passkey" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "bulk_runs" ADD COLUMN "member_id" text;--> statement-breakpoint
ALTER TABLE "invited_memberships" ADD COLUMN "member_id" text;--> statement-breakpoint
ALTER TABLE "key_rotations" ADD COLUMN "member_id" text;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "member_id" text;--> statement-breakpoint
ALTER TABLE "schedules" ADD COLUMN "member_id" text;--> statement-breakpoint
CREATE INDEX "provider_logouts_issuer" ON "provider_logouts" USING btree ("issuer");