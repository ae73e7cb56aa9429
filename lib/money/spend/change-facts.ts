import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/core/auth/session";
import { apiKeys, workspaces } from "@/lib/core/db/directory-tables";
import { costRollups } from "@/lib/core/db/report-tables";
import type { DayRange } from "@/lib/core/format/calendar";
import type { Currency } from "@/lib/core/money/money";
import { home, isRowOfWorkspaces } from "@/lib/core/organization/default-workspace";
import { visibleTo } from "@/lib/core/organization/visibility";
import { costKeys } from "@/lib/money/reports/cost/rollup-level";
import { isTag, type TagDimension } from "@/lib/money/reports/dimension";
import { actorCosts } from "@/lib/money/reports/query/actor-costs";
import { estimatesIn, isInCurrency } from "@/lib/money/reports/query/currencies";
import { isInRange, isInRollupPeriods, toRollupPeriods } from "@/lib/money/reports/query/rollup-periods";
import { tagLabel, toKey, workspaceLabel } from "@/lib/money/reports/query/scope";
import { noKey } from "@/lib/money/reports/vocabulary";
import { toKey as toActorKey } from "./actor-sums";
import type { ChangeAxis } from "./vocabulary";

type Scope = {
  actor: Actor;
  currency: Currency;
  /** Only this workspace; null for all that the actor sees. */
  within: string | null;
};
export type Given = Scope & { after: DayRange; before: DayRange };
/** Rows of `key` and `cents`. */
export type Facts = (range: DayRange) => SQL;

/** Facts from the widest sums that fit the range. */
export function toFacts(scope: Scope, by: "workspace" | "model" | TagDimension): Facts {
  const { actor, currency, within } = scope;
  const isWhole = visibleTo(actor).isAll && within === null;
  const axes = by !== "model" ? "workspace" : isWhole ? "model" : "workspace_model";
  const key = toKey(costKeys, by);
  return (range) => sql`select ${key} as key, r.cents from ${costRollups} r cross join ${home}
    where r.axes = ${axes} and ${isInRollupPeriods(toRollupPeriods(range, "month"))} and ${isInCurrency(currency)}
      and ${isSeen(scope)}`;
}

export function toKeyFacts(scope: Scope, isReported: boolean): Facts {
  const { currency } = scope;
  if (isReported)
    return (range) => sql`select ${toActorKey(sql`r.api_key_id`)} as key, r.cents
      from ${actorCosts} r cross join ${home}
      where r.api_key_id is not null and ${isInRange(range, "month", "actor-cost-periods")} and ${isInCurrency(currency)}
        and ${isSeen(scope)}`;
  return ({
    from,
    to,
  }) => sql`select ${toActorKey(sql`u.api_key_id`)} as key, u.cents from ${estimatesIn(currency)} u
    left join ${apiKeys} r on r.id = u.api_key_id cross join ${home}
    where u.day between ${from}::date and ${to}::date and ${isSeen(scope)}`;
}

function isSeen({ actor, within }: Scope): SQL {
  const { reportRows } = visibleTo(actor);
  return within === null ? reportRows : sql`${reportRows} and ${isRowOfWorkspaces([within])}`;
}

/** Joins the names of parts to rows `sides` with a `key`. */
export const joinedToParts = sql`left join ${workspaces} w on w.id = sides.key left join ${apiKeys} k on k.id = sides.key`;

/** Null for Default and for what has no model; beside `joinedToParts`. */
export function toLabel(by: ChangeAxis): SQL {
  if (by === "workspace") return workspaceLabel;
  if (isTag(by)) return tagLabel;
  return by === "key" ? sql`coalesce(k.name, sides.key)` : sql`nullif(sides.key, ${noKey})`;
}
