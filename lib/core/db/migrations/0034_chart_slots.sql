CREATE TABLE "chart_slots" (
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"slot" integer NOT NULL,
	"place" integer NOT NULL,
	CONSTRAINT "chart_slots_kind_key_pk" PRIMARY KEY("kind","key")
);
