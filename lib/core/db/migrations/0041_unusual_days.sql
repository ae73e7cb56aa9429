CREATE TABLE "unusual_day_alarms" (
	"day" date NOT NULL,
	"currency" text DEFAULT 'USD' NOT NULL,
	"cents" numeric NOT NULL,
	"usual_cents" numeric NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "unusual_day_alarms_day_currency_pk" PRIMARY KEY("day","currency")
);
--> statement-breakpoint
CREATE TABLE "unusual_day_notes" (
	"scope" text NOT NULL,
	"day" date NOT NULL,
	"currency" text DEFAULT 'USD' NOT NULL,
	"note" text NOT NULL,
	"owner" text NOT NULL,
	"noted_by" text NOT NULL,
	"noted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "unusual_day_notes_scope_day_currency_pk" PRIMARY KEY("scope","day","currency")
);
