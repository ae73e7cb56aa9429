import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { claudeCodeModelRollups } from "@/lib/core/db/claude-code-tables";
import { database } from "@/lib/core/db/client";
import { workspaces } from "@/lib/core/db/directory-tables";
import { chartSlots } from "@/lib/core/db/own-tables";
import { costRollups } from "@/lib/core/db/report-tables";
import { toDay } from "@/lib/core/format/calendar";
import { paletteSize } from "@/lib/core/format/chart-colors";
import { everyone } from "@/lib/core/organization/visibility";
import { yieldThread } from "@/lib/core/process/yield-thread";
import { costDimensions } from "@/lib/money/reports/cost/dimensions";
import { costKeys, fromCost } from "@/lib/money/reports/cost/rollup-level";
import { listNamesIn } from "@/lib/money/reports/dimension";
import { toStoredRange } from "@/lib/money/reports/query/rollup-periods";
import { messageDimensions, type UsageDimension, usageDimension } from "@/lib/money/reports/usage/dimensions";
import {
  allTokens,
  fromUsage,
  sumKinds,
  toUsageKeys,
  type UsageFacts,
} from "@/lib/money/reports/usage/rollup-level";
import { claudeCodeKeys, peopleKey } from "@/lib/money/reports/vocabulary";

/** Rows of `key`, `unit`, and `amount`, whose amounts are comparable within a unit. */
type Source = { kind: string; found: SQL };

const beginning = "2000-01-01";

/**
 * Gives a slot to whatever can be drawn in a chart and has none, most expensive first; for good, so that a color stays.
 * Each six share the six colors in no order, so that a color doesn't tell a rank. Reads sums of whole months.
 */
export async function assignChartSlots(now = new Date()): Promise<void> {
  const db = await database();
  for (const { kind, found } of listSources(now)) {
    await db.execute(sql`
      with found as (${found}), fresh as (
        select key, min(place) as place from (
          select key, row_number() over (partition by unit order by amount desc, key) as place from found
        ) places
        where not exists (select from ${chartSlots} known where known.kind = ${kind} and known.key = places.key)
        group by key
      ), ranked as (
        select key, first, first + row_number() over (order by place, key) - 1 as place
        from fresh cross join (select coalesce(max(place) + 1, 0) as first from ${chartSlots} where kind = ${kind}) next
      )
      insert into ${chartSlots} (kind, key, place, slot)
      select ${kind}, key, place,
        (first + row_number() over (order by place / ${paletteSize}::int, md5(key), key) - 1) % ${paletteSize}::int
      from ranked on conflict do nothing`);
    await yieldThread();
  }
}

/** Cost ranks before tokens, and what has neither comes last. */
function listSources(now: Date): Source[] {
  const range = toStoredRange({ from: beginning, to: toDay(now) }, "month", now);
  const asked = { ...range, granularity: "month", filter: {} } as const;
  const ofCost = costDimensions.map((kind) => ({
    kind,
    found: sql`select ${costKeys[kind]} as key, r.currency as unit, sum(r.cents) as amount
      ${fromCost(everyone, { ...asked, group: kind, currency: null })} group by 1, 2`,
  }));
  const keys = toUsageKeys({ actor: everyone, isMasked: false });
  const ofUsage = (report: UsageFacts, kinds: readonly UsageDimension[]) =>
    kinds.map((kind) => ({
      kind,
      found: sql`select key, '' as unit, ${allTokens} as amount from (
        select ${keys[kind]} as key, ${sumKinds([], report)}
        ${fromUsage(everyone, { ...asked, report, needs: [kind], isHourly: false, isMasked: false })} group by 1) sums`,
    }));
  const analytics = listNamesIn(usageDimension, "analytics");
  return [
    ...ofCost,
    ...ofUsage("usage", messageDimensions),
    ...ofUsage("actor-usage", analytics),
    ...ofUsage("account-usage", analytics),
    {
      kind: "model",
      found: sql`select model as key, '' as unit, sum(input_tokens + output_tokens) as amount
        from ${claudeCodeModelRollups} where grain = 'month' group by 1`,
    },
    {
      kind: "workspace",
      // Before any cost is known, its order would be lost.
      found: sql`select id as key, '' as unit, 0 as amount from ${workspaces}
        where exists (select from ${costRollups})`,
    },
    { kind: "key", found: sql`select ${claudeCodeKeys} as key, '' as unit, 0 as amount` },
    { kind: "person", found: sql`select ${peopleKey} as key, '' as unit, 0 as amount` },
  ];
}
