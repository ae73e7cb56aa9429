CREATE TABLE "operations" (
	"id" text PRIMARY KEY NOT NULL,
	"actor_email" text NOT NULL,
	"action" text NOT NULL,
	"input_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"beat_at" timestamp with time zone NOT NULL,
	"answer" text
);
--> statement-breakpoint
CREATE INDEX "operations_created" ON "operations" USING btree ("created_at");