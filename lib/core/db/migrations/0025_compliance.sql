CREATE TABLE "change_authors" (
	"change_seq" bigint PRIMARY KEY NOT NULL,
	"activity_id" text,
	"candidates" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "compliance_activities" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"type" text NOT NULL,
	"actor_type" text,
	"actor_id" text,
	"actor_email" text,
	"address" text,
	"user_agent" text,
	"details" jsonb NOT NULL,
	"traces" text[]
);
--> statement-breakpoint
CREATE TABLE "compliance_feed" (
	"id" integer PRIMARY KEY NOT NULL,
	"anchor_id" text,
	"anchor_at" timestamp with time zone,
	"oldest_id" text,
	"oldest_at" timestamp with time zone,
	"is_complete" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "unseen_since" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "change_authors_activity" ON "change_authors" USING btree ("activity_id");--> statement-breakpoint
CREATE INDEX "compliance_activities_at" ON "compliance_activities" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "compliance_activities_type" ON "compliance_activities" USING btree ("type","at","id");--> statement-breakpoint
CREATE INDEX "compliance_activities_actor" ON "compliance_activities" USING btree (coalesce("actor_email", "actor_id"),"at","id");--> statement-breakpoint
CREATE INDEX "compliance_activities_traces" ON "compliance_activities" USING gin ("traces") WHERE "compliance_activities"."traces" is not null;