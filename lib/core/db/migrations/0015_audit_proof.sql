ALTER TABLE "audit_head" ADD COLUMN "key_id" text;--> statement-breakpoint
ALTER TABLE "audit_head" ADD COLUMN "proven_from" bigint;--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "actor_method" text;--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "actor_session" text;--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "actor_address" text;--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "format" integer;--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "key_id" text;--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "mac" text;--> statement-breakpoint
ALTER TABLE "bulk_runs" ADD COLUMN "session_id" text;--> statement-breakpoint
ALTER TABLE "bulk_runs" ADD COLUMN "method" text;--> statement-breakpoint
ALTER TABLE "bulk_runs" ADD COLUMN "address" text;--> statement-breakpoint
ALTER TABLE "bulk_runs" ADD COLUMN "authenticated_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "invited_memberships" ADD COLUMN "session_id" text;--> statement-breakpoint
ALTER TABLE "invited_memberships" ADD COLUMN "method" text;--> statement-breakpoint
ALTER TABLE "invited_memberships" ADD COLUMN "address" text;--> statement-breakpoint
ALTER TABLE "invited_memberships" ADD COLUMN "authenticated_at" timestamp with time zone;