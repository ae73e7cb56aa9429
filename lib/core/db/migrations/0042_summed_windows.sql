CREATE TABLE "summed_windows" (
	"part" text PRIMARY KEY NOT NULL,
	"starts_on" date NOT NULL,
	"digest" text NOT NULL
);
