CREATE TABLE "finding_runs" (
	"rule" text PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"evaluated_at" timestamp with time zone,
	"audit_seq" bigint DEFAULT 0 NOT NULL,
	"took_ms" integer DEFAULT 0 NOT NULL,
	"memory" jsonb
);
--> statement-breakpoint
CREATE TABLE "findings" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"rule" text NOT NULL,
	"subject_id" text NOT NULL,
	"label" text NOT NULL,
	"workspace_id" text,
	"reach" integer NOT NULL,
	"idle_days" integer,
	"since" timestamp with time zone NOT NULL,
	"cents" numeric,
	"score" numeric NOT NULL,
	"evidence" jsonb NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"resolved_at" timestamp with time zone,
	"resolution" text,
	"fixed_by" text,
	"fixed_action" text,
	"dismissed_by" text,
	"dismissed_at" timestamp with time zone,
	"dismissed_until" timestamp with time zone,
	"dismiss_reason" text,
	"assigned_to" text,
	"assigned_by" text,
	"due_on" date
);
--> statement-breakpoint
CREATE UNIQUE INDEX "findings_open" ON "findings" USING btree ("rule","subject_id") WHERE resolved_at is null;--> statement-breakpoint
CREATE INDEX "findings_subject" ON "findings" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "findings_seen" ON "findings" USING btree ("first_seen_at");--> statement-breakpoint
CREATE INDEX "findings_resolved" ON "findings" USING btree ("resolved_at");