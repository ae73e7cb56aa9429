CREATE TABLE "list_columns" (
	"email" text NOT NULL,
	"list" text NOT NULL,
	"hidden" jsonb NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "list_columns_email_list_pk" PRIMARY KEY("email","list")
);
