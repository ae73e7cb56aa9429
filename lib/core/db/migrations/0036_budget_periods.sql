CREATE TABLE "budget_warnings" (
	"budget_id" uuid NOT NULL,
	"period" text NOT NULL,
	"threshold" integer NOT NULL,
	"forecast_cents" numeric NOT NULL,
	"budget_cents" numeric NOT NULL,
	"warned_at" timestamp with time zone NOT NULL,
	CONSTRAINT "budget_warnings_budget_id_period_pk" PRIMARY KEY("budget_id","period")
);
--> statement-breakpoint
ALTER TABLE "budgets" ADD COLUMN "period" text DEFAULT 'month' NOT NULL;--> statement-breakpoint
ALTER TABLE "budgets" ADD COLUMN "forecast_threshold" integer DEFAULT 100;