CREATE TABLE "offboarding_keys" (
	"offboarding_id" uuid NOT NULL,
	"key_id" text NOT NULL,
	"name" text NOT NULL,
	"workspace_id" text,
	"workspace_name" text,
	"status" text NOT NULL,
	"tokens_30d" bigint DEFAULT 0 NOT NULL,
	"choice" text NOT NULL,
	"owner_id" text,
	"owner_email" text,
	"note" text NOT NULL,
	CONSTRAINT "offboarding_keys_offboarding_id_key_id_pk" PRIMARY KEY("offboarding_id","key_id")
);
--> statement-breakpoint
CREATE TABLE "offboardings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"run_id" uuid NOT NULL,
	"member_id" text,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text,
	"places" jsonb NOT NULL
);
--> statement-breakpoint
CREATE INDEX "offboarding_keys_key" ON "offboarding_keys" USING btree ("key_id");--> statement-breakpoint
CREATE INDEX "offboardings_run" ON "offboardings" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "offboardings_member" ON "offboardings" USING btree ("member_id");