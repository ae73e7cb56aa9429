CREATE TABLE "recent_changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"rows" integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX "recent_changes_person" ON "recent_changes" USING btree ("person");--> statement-breakpoint
CREATE INDEX "recent_changes_at" ON "recent_changes" USING btree ("at");