CREATE TABLE "notice_cursor" (
	"id" integer PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_devices" (
	"email" text NOT NULL,
	"device_hash" text NOT NULL,
	"browser" text,
	"system" text,
	"locale" text NOT NULL,
	"session_id" uuid NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sign_in_devices_email_device_hash_pk" PRIMARY KEY("email","device_hash")
);
--> statement-breakpoint
CREATE INDEX "sign_in_devices_session" ON "sign_in_devices" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "sign_in_devices_seen" ON "sign_in_devices" USING btree ("last_seen_at");