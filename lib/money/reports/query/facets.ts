import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import { apiKeys, workspaces } from "@/lib/core/db/directory-tables";
import { heavyRead } from "@/lib/core/entry/heavy-read";
import type { DayRange } from "@/lib/core/format/calendar";
import { isLike } from "@/lib/core/organization/search-sql";
import { getSetting } from "@/lib/core/settings/store";
import type { ClaudeCodeDimension } from "@/lib/money/reports/claude-code/dimensions";
import { toShownFacts } from "@/lib/money/reports/claude-code/facts";
import { claudeCodeKeys } from "@/lib/money/reports/claude-code/rollup-level";
import type { CostGroup } from "@/lib/money/reports/cost/dimensions";
import { costKeys, fromCost } from "@/lib/money/reports/cost/rollup-level";
import { isTag } from "@/lib/money/reports/dimension";
import { type FacetValues, facetValues } from "@/lib/money/reports/schema";
import { analyticsDimensions, type UsageAxis } from "@/lib/money/reports/usage/dimensions";
import { fromUsage, toUsageKeys, type UsageFacts } from "@/lib/money/reports/usage/rollup-level";
import { getUsageFacts } from "@/lib/money/reports/usage/source";
import { noKey, peopleKey, type UsageSource } from "@/lib/money/reports/vocabulary";
import { isInRange } from "./rollup-periods";
import { tagLabel, toKey, workspaceLabel } from "./scope";

type ValuesQuery<Dimension> = DayRange & { by: Dimension; q: string; source?: UsageSource };

const shownValues = 100;

/** Only values that the reader may see, largest first. */
export const listCostValues = heavyRead("standing", readCostValues);
export const listUsageValues = heavyRead("standing", readUsageValues);
export const listClaudeCodeValues = heavyRead("standing", readClaudeCodeValues);

function readCostValues(by: Permit<"cost:read">, query: ValuesQuery<CostGroup>): Promise<FacetValues> {
  const { from, to } = query;
  const facts = fromCost(by.actor, {
    from,
    to,
    filter: {},
    granularity: "month",
    group: query.by,
    currency: null,
  });
  return listValues(
    query,
    sql`select ${toKey(costKeys, query.by)} as key, abs(sum(r.cents)) as value ${facts} group by 1`,
  );
}

async function readUsageValues(
  by: Permit<"usage:read">,
  query: ValuesQuery<UsageAxis>,
): Promise<FacetValues> {
  const { from, to, by: dimension, source = "messages" } = query;
  const isOfAnalytics = analyticsDimensions.some((one) => one === dimension);
  const report = await getUsageFacts({ source: isOfAnalytics ? "analytics" : source });
  const isMasked = await getSetting("mask_names");
  return listValues(query, sumUsageBy(by.actor, dimension, { from, to, report, isMasked }));
}

type Facts = DayRange & { report: UsageFacts; isMasked: boolean };

function sumUsageBy(actor: Actor, by: UsageAxis, facts: Facts): SQL {
  const asked = { ...facts, filter: {}, granularity: "month", needs: [by], isHourly: false } as const;
  const tokens = sql`sum(r.output_tokens + r.uncached_input_tokens + r.cache_read_input_tokens)`;
  const key = toKey(toUsageKeys({ actor, isMasked: facts.isMasked }), by);
  return sql`select ${key} as key, ${tokens} as value ${fromUsage(actor, asked)} group by 1`;
}

async function readClaudeCodeValues(
  by: Permit<"claude-code:read">,
  query: ValuesQuery<ClaudeCodeDimension>,
): Promise<FacetValues> {
  const { work, widest } = await toShownFacts(by.actor, query);
  return listValues(
    query,
    sql`select ${claudeCodeKeys[query.by]} as key, count(*) as value from ${work} r
      where ${isInRange(query, widest, "claude-code-places")} group by 1`,
  );
}

async function listValues({ by, q }: ValuesQuery<string>, found: SQL): Promise<FacetValues> {
  const db = await database();
  const { rows } = await db.execute(sql`
    with sides as (${found}),
    named as (
      select sides.key, sides.value, ${toLabel(by)} as label
      from sides left join ${workspaces} w on w.id = sides.key left join ${apiKeys} k on k.id = sides.key
    )
    select key, label from named where ${q.trim() ? isLike(sql`label`, q) : sql`true`} order by value desc, key limit ${shownValues}`);
  return facetValues.parse({ values: rows });
}

function toLabel(by: string): SQL {
  if (by === "workspace") return workspaceLabel;
  if (isTag(by)) return tagLabel;
  const name = by === "key" ? sql`coalesce(k.name, sides.key)` : sql`sides.key`;
  return sql`nullif(nullif(${name}, ${noKey}), ${peopleKey})`;
}
