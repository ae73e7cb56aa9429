import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/auth/session";
import { claudeCodeRows } from "@/lib/db/claude-code-tables";
import { apiKeys, members, workspaceMembers } from "@/lib/db/directory-tables";
import { claudeCodeKeys } from "./claude-code-axes";
import { toNaming } from "./mask";
import type { Pivot } from "./pivot";

const claudeCodeColumns = ["day", "actor", "actor_type", "terminal_type", "customer_type"] as const;
type ClaudeCodeColumn = (typeof claudeCodeColumns)[number];

/** Under the setting of masked names without them. */
export async function toClaudeCodePivot(): Promise<Pivot<ClaudeCodeColumn>> {
  const { actor } = await toNaming();
  return { ...claudeCodePivot, groups: { ...claudeCodePivot.groups, actor } };
}

const claudeCodePivot: Pivot<ClaudeCodeColumn> = {
  report: "claude-code",
  toFacts: () => sql`select * from ${claudeCodeRows}`,
  keys: claudeCodeKeys,
  joins: sql``,
  groups: {
    day: sql`r.day::text`,
    actor: sql`r.actor`,
    actor_type: sql`r.actor_type`,
    terminal_type: sql`r.terminal_type`,
    customer_type: sql`r.customer_type`,
  },
  measures: {
    sessions: sumOf("sessions"),
    lines_added: sumOf("lines_added"),
    lines_removed: sumOf("lines_removed"),
    commits: sumOf("commits"),
    pull_requests: sumOf("pull_requests"),
    edit_accepted: sumOf("edit_accepted"),
    edit_rejected: sumOf("edit_rejected"),
    input_tokens: sumOf("input_tokens"),
    output_tokens: sumOf("output_tokens"),
    cache_read_tokens: sumOf("cache_read_tokens"),
    cache_creation_tokens: sumOf("cache_creation_tokens"),
    estimated_cost_usd: sql`trim_scale(sum(r.estimated_cents) * 0.01)::text`,
  },
  isInScope: isActorInScope,
};

function sumOf(column: string): SQL {
  return sql`sum(r.${sql.identifier(column)})::text`;
}

/**
 * The report knows no workspaces: a lead sees the people of their workspaces, and keys by a name that only theirs
 * bear, since a name is all that the report tells of a key.
 */
export function isActorInScope({ workspaceIds }: Actor): SQL {
  if (workspaceIds === null) return sql`true`;
  if (workspaceIds.length === 0) return sql`false`;
  const ids = [...workspaceIds];
  return sql`(r.actor_type = 'user_actor' and lower(r.actor) in (
      select lower(m.email) from ${members} m join ${workspaceMembers} wm on wm.user_id = m.id
      where wm.workspace_id in ${ids} and wm.gone_at is null)
    or r.actor_type = 'api_actor' and r.actor in (
      select k.name from ${apiKeys} k group by k.name having bool_and(coalesce(k.workspace_id in ${ids}, false))))`;
}
