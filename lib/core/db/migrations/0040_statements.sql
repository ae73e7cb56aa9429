CREATE TABLE "ledger_accounts" (
	"role" text NOT NULL,
	"center" text NOT NULL,
	"account" text NOT NULL,
	CONSTRAINT "ledger_accounts_role_center_pk" PRIMARY KEY("role","center")
);
--> statement-breakpoint
CREATE TABLE "statement_facts" (
	"number" integer NOT NULL,
	"position" integer NOT NULL,
	"month" text NOT NULL,
	"workspace_id" text NOT NULL,
	"workspace" text NOT NULL,
	"center" text,
	"cents" numeric NOT NULL,
	CONSTRAINT "statement_facts_number_position_pk" PRIMARY KEY("number","position")
);
--> statement-breakpoint
CREATE TABLE "statement_invoices" (
	"number" integer NOT NULL,
	"version" integer NOT NULL,
	"invoice_number" text NOT NULL,
	"invoice_date" text NOT NULL,
	"cents" numeric NOT NULL,
	"bridge" jsonb NOT NULL,
	"note" text NOT NULL,
	"saved_by" text NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "statement_invoices_number_version_pk" PRIMARY KEY("number","version")
);
--> statement-breakpoint
CREATE TABLE "statement_lines" (
	"number" integer NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"month" text NOT NULL,
	"center" text,
	"workspace_id" text,
	"workspace" text,
	"cents" numeric NOT NULL,
	"printed_cents" numeric NOT NULL,
	CONSTRAINT "statement_lines_number_position_pk" PRIMARY KEY("number","position")
);
--> statement-breakpoint
CREATE TABLE "statements" (
	"number" integer PRIMARY KEY NOT NULL,
	"month" text NOT NULL,
	"currency" text NOT NULL,
	"issuer_id" text NOT NULL,
	"issuer" text NOT NULL,
	"tag" text,
	"rule" text NOT NULL,
	"center" text,
	"closed_by" text NOT NULL,
	"closed_at" timestamp with time zone NOT NULL,
	"data_as_of" timestamp with time zone NOT NULL,
	"incomplete_days" integer NOT NULL,
	"previous_hash" text,
	"hash" text NOT NULL,
	CONSTRAINT "statements_month" UNIQUE("month","currency")
);
--> statement-breakpoint
CREATE INDEX "statement_facts_month" ON "statement_facts" USING btree ("month");