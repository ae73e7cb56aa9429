CREATE TABLE "claude_code_kind_rollups" (
	"grain" text NOT NULL,
	"starts_on" date NOT NULL,
	"actor_type" text NOT NULL,
	"actors" bigint DEFAULT 0 NOT NULL,
	"sessions" bigint DEFAULT 0 NOT NULL,
	"lines_added" bigint DEFAULT 0 NOT NULL,
	"lines_removed" bigint DEFAULT 0 NOT NULL,
	"commits" bigint DEFAULT 0 NOT NULL,
	"pull_requests" bigint DEFAULT 0 NOT NULL,
	"edit_accepted" bigint DEFAULT 0 NOT NULL,
	"edit_rejected" bigint DEFAULT 0 NOT NULL,
	"input_tokens" bigint DEFAULT 0 NOT NULL,
	"output_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_read_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_creation_tokens" bigint DEFAULT 0 NOT NULL,
	"estimated_cents" numeric NOT NULL
);
--> statement-breakpoint
CREATE INDEX "claude_code_kind_rollups_start" ON "claude_code_kind_rollups" USING btree ("grain","starts_on");--> statement-breakpoint
INSERT INTO "claude_code_kind_rollups" (grain, starts_on, actor_type, actors, sessions, lines_added, lines_removed, commits, pull_requests, edit_accepted, edit_rejected, input_tokens, output_tokens, cache_read_tokens, cache_creation_tokens, estimated_cents)
SELECT grain, starts_on, actor_type, count(DISTINCT actor), sum(sessions), sum(lines_added), sum(lines_removed), sum(commits), sum(pull_requests), sum(edit_accepted), sum(edit_rejected), sum(input_tokens), sum(output_tokens), sum(cache_read_tokens), sum(cache_creation_tokens), sum(estimated_cents)
FROM "claude_code_rollups" GROUP BY grain, starts_on, actor_type;
