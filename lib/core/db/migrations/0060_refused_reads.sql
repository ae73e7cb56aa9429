CREATE TABLE "refused_reads" (
	"hour" timestamp with time zone NOT NULL,
	"email" text NOT NULL,
	"session_id" text NOT NULL,
	"noun" text NOT NULL,
	"persona" text NOT NULL,
	"method" text NOT NULL,
	"address" text NOT NULL,
	"reads" integer NOT NULL,
	CONSTRAINT "refused_reads_hour_email_session_id_noun_pk" PRIMARY KEY("hour","email","session_id","noun")
);
