CREATE TABLE "dismissed_opportunities" (
	"scope" text NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"until" date NOT NULL,
	"dismissed_by" text NOT NULL,
	"dismissed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "dismissed_opportunities_scope_kind_pk" PRIMARY KEY("scope","kind")
);
