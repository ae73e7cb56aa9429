import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/auth/session";
import { usd } from "@/lib/money";
import { getSetting } from "@/lib/settings/mirror";
import { claudeCodeKeys } from "./claude-code-axes";
import { toRowsOf } from "./claude-code-facts";
import { toMaskedRows } from "./claude-code-fold";
import { isInCurrency, unitOfRow } from "./currencies";
import { list } from "./part-sums";
import type { Pivot } from "./pivot";
import { otherKey } from "./vocabulary";

const claudeCodeColumns = ["day", "actor", "actor_type", "terminal_type", "customer_type"] as const;
type ClaudeCodeColumn = (typeof claudeCodeColumns)[number];

/** Of what the reader may be shown. */
export async function toClaudeCodePivot(actor: Actor): Promise<Pivot<ClaudeCodeColumn>> {
  const rows = toRowsOf(actor);
  if (!(await getSetting("mask_names"))) return { ...claudeCodePivot, toFacts: () => toAmounts(rows) };
  const groups = Object.entries(claudeCodePivot.groups).map(([name, text]) => [name, toSpelled(text)]);
  return {
    ...claudeCodePivot,
    toFacts: (_, range) => toAmounts(toMaskedRows(rows, range)),
    groups: Object.fromEntries(groups) as Record<ClaudeCodeColumn, SQL>, // Sound: the same names.
  };
}

const counts = [
  "sessions",
  "lines_added",
  "lines_removed",
  "commits",
  "pull_requests",
  "edit_accepted",
  "edit_rejected",
  "input_tokens",
  "output_tokens",
  "cache_read_tokens",
  "cache_creation_tokens",
];

/** What was done stands beside the estimate in US dollars; one in another currency has a row of its own. */
function toAmounts(rows: SQL): SQL {
  const axes = sql`rows.day, rows.actor_type, rows.actor, rows.customer_type, rows.terminal_type, rows.is_remote`;
  const own = counts.map((name) => sql`rows.${sql.identifier(name)}`);
  const none = counts.map((name) => sql`0 as ${sql.identifier(name)}`);
  return sql`select ${axes}, ${list(own)}, ${usd}::text as currency, rows.estimated_cents as cents from ${rows} as rows
    union all select ${axes}, ${list(none)}, other.key, other.value::numeric
    from ${rows} as rows cross join jsonb_each_text(rows.other_cents) as other`;
}

const toSpelled = (text: SQL) => sql`case ${text} when ${otherKey} then 'Other' else ${text} end`;

const claudeCodePivot: Omit<Pivot<ClaudeCodeColumn>, "toFacts"> = {
  report: "claude-code",
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
    estimated_cost_usd: sql`trim_scale(sum(r.cents) filter (where ${isInCurrency(usd)}) * 0.01)::text`,
    estimated_cost: sql`trim_scale(sum(r.cents * ${unitOfRow}))::text`,
  },
  tail: { currency: sql`r.currency` },
  isInScope: () => sql`true`,
};

function sumOf(column: string): SQL {
  return sql`sum(r.${sql.identifier(column)})::text`;
}
