CREATE TABLE "stale_periods" (
	"part" text NOT NULL,
	"grain" text NOT NULL,
	"starts_on" date NOT NULL,
	CONSTRAINT "stale_periods_part_grain_starts_on_pk" PRIMARY KEY("part","grain","starts_on")
);
