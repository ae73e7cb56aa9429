DELETE FROM "claude_code_tool_rollups";--> statement-breakpoint
ALTER TABLE "claude_code_tool_rollups" DROP COLUMN "day";--> statement-breakpoint
ALTER TABLE "claude_code_tool_rollups" ADD COLUMN "grain" text NOT NULL;--> statement-breakpoint
ALTER TABLE "claude_code_tool_rollups" ADD COLUMN "starts_on" date NOT NULL;--> statement-breakpoint
ALTER TABLE "claude_code_tool_rollups" ADD COLUMN "customer_type" text;--> statement-breakpoint
ALTER TABLE "claude_code_tool_rollups" ADD COLUMN "terminal_type" text;--> statement-breakpoint
ALTER TABLE "claude_code_tool_rollups" ADD COLUMN "is_remote" boolean NOT NULL;--> statement-breakpoint
CREATE INDEX "claude_code_tool_rollups_start" ON "claude_code_tool_rollups" USING btree ("grain","starts_on");--> statement-breakpoint
INSERT INTO "claude_code_tool_rollups" (grain, starts_on, customer_type, terminal_type, is_remote, tool, accepted, rejected)
SELECT grain, date_trunc(grain, r.day::timestamp)::date, customer_type, terminal_type, is_remote, taken.key, sum((taken.value->>'accepted')::bigint), sum((taken.value->>'rejected')::bigint)
FROM "claude_code_rows" r CROSS JOIN LATERAL jsonb_each(r.tool_actions) AS taken CROSS JOIN (VALUES ('day'), ('week'), ('month')) AS grains(grain)
GROUP BY 1, 2, customer_type, terminal_type, is_remote, taken.key;
