CREATE TABLE "review_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"review_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"workspace_id" text,
	"rows" jsonb,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"note" text NOT NULL,
	"reviewers" jsonb,
	"due_on" date,
	"answer" text,
	"answered_by" text,
	"answered_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "review_rows" ADD COLUMN "handed_to" text;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "fallback" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "undecided" text DEFAULT 'exception' NOT NULL;--> statement-breakpoint
CREATE INDEX "review_events_review" ON "review_events" USING btree ("review_id","at");