CREATE TABLE "unreadable_rows" (
	"noun" text NOT NULL,
	"part" text NOT NULL,
	"count" integer NOT NULL,
	"samples" jsonb NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "unreadable_rows_noun_part_pk" PRIMARY KEY("noun","part")
);
--> statement-breakpoint
ALTER TABLE "api_keys" ALTER COLUMN "created_at" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "invites" ALTER COLUMN "invited_at" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "invites" ALTER COLUMN "expires_at" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ALTER COLUMN "added_at" DROP NOT NULL;