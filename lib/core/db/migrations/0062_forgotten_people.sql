CREATE TABLE "forgetting_key" (
	"id" integer PRIMARY KEY NOT NULL,
	"key" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "forgotten_people" (
	"lookup" text PRIMARY KEY NOT NULL,
	"pseudonym" text NOT NULL,
	"forgotten_at" timestamp with time zone NOT NULL
);
