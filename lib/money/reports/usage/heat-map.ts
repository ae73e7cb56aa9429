import "server-only";
import { sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { heavyRead } from "@/lib/core/entry/heavy-read";
import { toWindow } from "@/lib/core/format/calendar";
import { getSetting } from "@/lib/core/settings/store";
import { getCoverage } from "@/lib/money/reports/query/coverage";
import { type HeatMap, heatMap } from "@/lib/money/reports/schema";
import type { Filter } from "@/lib/money/reports/search-params";
import type { UsageAxis } from "./dimensions";
import { allTokens, fromUsage, sumKinds } from "./rollup-level";
import { toHourly } from "./search-params";

export const getHeatMap = heavyRead("standing", readHeatMap);

async function readHeatMap(
  by: Permit<"usage:read">,
  filter: Filter<UsageAxis>,
  now = new Date(),
): Promise<HeatMap> {
  const range = toWindow(now);
  const facts = fromUsage(by.actor, {
    ...range,
    filter: toHourly(filter),
    granularity: "hour",
    needs: [],
    isHourly: true,
    report: "usage",
    isMasked: await getSetting("mask_names"),
  });
  const at = sql`r.starts_at at time zone 'UTC'`;
  const db = await database();
  const { rows } = await db.execute(sql`
    with found as (
      select extract(isodow from ${at})::int - 1 as weekday, extract(hour from ${at})::int as hour, ${sumKinds([])}
      ${facts} group by 1, 2
    )
    select weekday, hour, ${allTokens}::text as tokens from found order by 1, 2`);
  return heatMap.parse({ ...range, cells: rows, ...(await getCoverage("usage-hours", range, now)) });
}
