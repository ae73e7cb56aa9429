DROP INDEX "claude_code_rows_actor";--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "direct_since" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "claude_code_rows_person" ON "claude_code_rows" USING btree (lower("actor"),"day");