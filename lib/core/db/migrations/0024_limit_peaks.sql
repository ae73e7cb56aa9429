CREATE TABLE "limit_peaks" (
	"day" date PRIMARY KEY NOT NULL,
	"grouping" text NOT NULL,
	"peaks" jsonb NOT NULL,
	"is_incomplete" boolean NOT NULL,
	"fetched_at" timestamp with time zone NOT NULL
);
