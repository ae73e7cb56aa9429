CREATE TABLE "key_owners" (
	"key_id" text PRIMARY KEY NOT NULL,
	"owner_id" text,
	"owner_email" text,
	"assigned_by" text NOT NULL,
	"assigned_at" timestamp with time zone NOT NULL
);
