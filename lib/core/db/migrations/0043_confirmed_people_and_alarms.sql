ALTER TABLE "webhooks" ADD COLUMN "gets_alarms" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "webhooks" ADD COLUMN "locale" text DEFAULT 'en' NOT NULL;--> statement-breakpoint
ALTER TABLE "schedules" ADD COLUMN "people_confirmed_at" timestamp with time zone;