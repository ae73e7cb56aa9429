CREATE TABLE "review_rows" (
	"review_id" uuid NOT NULL,
	"workspace_id" text NOT NULL,
	"user_id" text NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"organization_role" text NOT NULL,
	"role" text NOT NULL,
	"is_inherited" boolean NOT NULL,
	"since" timestamp with time zone,
	"added_by" text,
	"seen_since" timestamp with time zone,
	"activity_since" date,
	"last_active_on" date,
	"keys" integer NOT NULL,
	"keys_used_on" date,
	"key_cents" numeric,
	"elsewhere" integer NOT NULL,
	"previous_role" text,
	"change" text,
	"suggestion" text,
	"decision" text,
	"new_role" text,
	"reason" text,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"version" integer DEFAULT 0 NOT NULL,
	"submitted_by" text,
	"submitted_at" timestamp with time zone,
	"run_id" uuid,
	"outcome" text,
	"end_state" text,
	"error_code" text,
	"error_reason" text,
	"request_id" text,
	CONSTRAINT "review_rows_review_id_workspace_id_user_id_pk" PRIMARY KEY("review_id","workspace_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "review_workspaces" (
	"review_id" uuid NOT NULL,
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"reviewers" jsonb NOT NULL,
	"previous_id" uuid,
	"invites" jsonb NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "review_workspaces_review_id_workspace_id_pk" PRIMARY KEY("review_id","workspace_id")
);
--> statement-breakpoint
CREATE TABLE "reviews" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"note" text NOT NULL,
	"scope" jsonb NOT NULL,
	"cadence" text NOT NULL,
	"next_at" timestamp with time zone,
	"stopped_by" text,
	"due_on" date NOT NULL,
	"locale" text NOT NULL,
	"webhooks" jsonb NOT NULL,
	"started_by" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"opened_at" timestamp with time zone,
	"gathered" jsonb NOT NULL,
	"organization_keys" jsonb NOT NULL,
	"hash" text,
	"closed_by" text,
	"closed_at" timestamp with time zone,
	"close_reason" text
);
--> statement-breakpoint
CREATE INDEX "review_workspaces_workspace" ON "review_workspaces" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "reviews_started" ON "reviews" USING btree ("started_at");