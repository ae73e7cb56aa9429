import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/core/auth/session";
import {
  claudeCodeActorRollups,
  claudeCodeKindRollups,
  claudeCodeRollups,
  claudeCodeRows,
} from "@/lib/core/db/claude-code-tables";
import { unitOfRow } from "@/lib/core/db/other-cents";
import type { DayRange } from "@/lib/core/format/calendar";
import { usd } from "@/lib/core/money/money";
import { visibleTo } from "@/lib/core/organization/visibility";
import { getSetting } from "@/lib/core/settings/store";
import { list } from "@/lib/money/reports/query/breakdown-query";
import { isInCurrency, toRate } from "@/lib/money/reports/query/currencies";
import { toGroups } from "@/lib/money/reports/query/dimension-sql";
import { toSpelled } from "@/lib/money/reports/query/fold";
import type { Pivot } from "@/lib/money/reports/query/pivot";
import { isInRollupPeriods, toRollupPeriods, toStoredRange } from "@/lib/money/reports/query/rollup-periods";
import { claudeCodeDimension, placeColumns, placeExports } from "./dimensions";
import { toRowsOf } from "./facts";
import { toMaskedRows } from "./fold";
import { claudeCodeKeys } from "./rollup-level";

type ClaudeCodeColumn = "day" | "actor" | "actor_type" | (typeof placeExports)[number];

/** Knows how many actors a day had; those of several days can't be added up. */
const byKind = { table: claudeCodeKindRollups, axes: ["actor_type"] };
const byActor = { table: claudeCodeActorRollups, axes: ["actor_type", "actor"] };
const finest = { table: claudeCodeRollups, axes: ["actor_type", "actor", ...placeColumns] };

export async function toClaudeCodePivot(actor: Actor): Promise<Pivot<ClaudeCodeColumn>> {
  const rows = toRowsOf(actor);
  if (!(await getSetting("mask_names"))) {
    const isOfAll = visibleTo(actor).isAll;
    return { ...claudeCodePivot, toFacts: isOfAll ? toSums : () => toAmounts(rows, rows) };
  }
  const groups = Object.entries(claudeCodePivot.groups).map(([name, text]) => [name, toSpelled(text)]);
  return {
    ...claudeCodePivot,
    toFacts: (_, range) => {
      const masked = toMaskedRows(rows, range);
      return toAmounts(masked, masked);
    },
    groups: Object.fromEntries(groups) as Record<ClaudeCodeColumn, SQL>, // Sound: the same names.
    // Merged people can't be counted.
    rates: { ...claudeCodePivot.rates, estimated_cost_per_developer: sql`null::text` },
  };
}

/** Without days, complete months and weeks are used. Each row counts its developers, so they are always read. */
function toSums(needed: readonly string[], range: DayRange): SQL {
  const isOf = (axes: readonly string[]) => needed.every((name) => name === "day" || axes.includes(name));
  if (needed.includes("day") && isOf(byKind.axes)) return toKinds(range);
  const { table, axes } = isOf(byActor.axes) ? byActor : finest;
  const widest = needed.includes("day") ? "day" : "month";
  const periods = toRollupPeriods(toStoredRange(range, widest), widest);
  const sums = sql`(select r.starts_on as day, r.* from ${table} r where ${isInRollupPeriods(periods)})`;
  return toAmounts(sums, sql`${claudeCodeRows}`, axes);
}

function toKinds(range: DayRange): SQL {
  const isInDays = isInRollupPeriods(toRollupPeriods(range, "day"));
  const sums = sql`(select r.starts_on as day, null::text as actor, r.* from ${byKind.table} r where ${isInDays})`;
  return toAmounts(sums, sql`${claudeCodeRows}`, [...byKind.axes, "actor"], sql`facts.actors`);
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

/** Activity stands beside the estimate in US dollars; estimates in another currency have their own rows. */
function toAmounts(
  sums: SQL,
  rows: SQL,
  columns: readonly string[] = finest.axes,
  actors = sql`null::bigint`,
): SQL {
  const axes = list(["day", ...columns].map((name) => sql`facts.${sql.identifier(name)}`));
  const own = counts.map((name) => sql`facts.${sql.identifier(name)}`);
  const none = counts.map((name) => sql`0 as ${sql.identifier(name)}`);
  return sql`select ${axes}, ${list(own)}, ${actors} as actors, ${usd}::text as currency, facts.estimated_cents as cents
    from ${sums} as facts
    union all select ${axes}, ${list(none)}, null, other.key, other.value::numeric
    from ${rows} as facts cross join jsonb_each_text(facts.other_cents) as other where facts.other_cents is not null`;
}

/** Activity is counted in US dollar rows only. */
const isDeveloper = sql`r.actor_type = 'user_actor' and ${isInCurrency(usd)}`;

const claudeCodePivot: Omit<Pivot<ClaudeCodeColumn>, "toFacts"> = {
  report: "claude-code",
  keys: claudeCodeKeys,
  joins: sql``,
  groups: {
    day: sql`r.day::text`,
    actor: sql`r.actor`,
    actor_type: sql`r.actor_type`,
    ...toGroups(claudeCodeDimension, placeExports, {}),
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
    estimated_cost: sql`trim_scale(sum(r.cents) * ${unitOfRow})::text`,
  },
  tail: { currency: sql`r.currency` },
  rates: {
    estimated_cost_per_developer: toRate(
      sql`sum(r.cents) filter (where ${isDeveloper})`,
      sql`coalesce(sum(r.actors) filter (where ${isDeveloper}), count(distinct r.actor) filter (where ${isDeveloper}))`,
    ),
    estimated_cost_per_commit: toRate(sql`sum(r.cents)`, sql`sum(r.commits)`),
    estimated_cost_per_pull_request: toRate(sql`sum(r.cents)`, sql`sum(r.pull_requests)`),
  },
  isVisible: () => sql`true`,
};

function sumOf(column: string): SQL {
  return sql`sum(r.${sql.identifier(column)})::text`;
}
