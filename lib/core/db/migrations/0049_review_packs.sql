CREATE TABLE "review_packs" (
	"review_id" uuid NOT NULL,
	"pack_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "review_packs_review_id_pack_id_position_pk" PRIMARY KEY("review_id","pack_id","position")
);
--> statement-breakpoint
ALTER TABLE "sync_state" ADD COLUMN "request_ids" jsonb;--> statement-breakpoint
ALTER TABLE "review_rows" ADD COLUMN "facts" jsonb;--> statement-breakpoint
ALTER TABLE "review_rows" ADD COLUMN "rotate_by" date;--> statement-breakpoint
ALTER TABLE "review_rows" ADD COLUMN "settled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "review_workspaces" ADD COLUMN "listing" jsonb;--> statement-breakpoint
ALTER TABLE "review_workspaces" ADD COLUMN "joined" jsonb;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "kind" text DEFAULT 'memberships' NOT NULL;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "request_ids" jsonb;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "pack_id" uuid;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "pack_hash" text;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "pack_bytes" integer;