CREATE TABLE "service_accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"role" text,
	"created_at" timestamp with time zone,
	"archived_at" timestamp with time zone,
	"workspaces" jsonb NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"gone_at" timestamp with time zone,
	"raw" jsonb NOT NULL
);
