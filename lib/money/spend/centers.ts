import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import type { Database, Transaction } from "@/lib/core/db/database";
import { costRollups } from "@/lib/core/db/report-tables";
import { type DayRange, toPeriodStart } from "@/lib/core/format/calendar";
import type { Currency } from "@/lib/core/money/money";
import { home, workspaceOfRow } from "@/lib/core/organization/default-workspace";
import { type Reader, visibleTo } from "@/lib/core/organization/visibility";
import { isInCurrency } from "@/lib/money/reports/query/currencies";
import { joinWorkspaces, workspaceNameText } from "@/lib/money/reports/query/scope";
import { sharedValue } from "./vocabulary";

/** What a workspace cost, and its cost center; null for the shared pool: untagged, shared, or no workspace at all. */
export type PlaceCost = { center: string | null; workspaceId: string; workspace: string; cents: string };

type Asked = {
  reader: Reader;
  currency: Currency;
  tag: string | null;
  range: DayRange;
  /** By months, which are summed shortly after their days, or by the days themselves. */
  grain: "month" | "day";
};

/** In order of centers and names, the pool last. */
export async function listPlaceCosts(asked: Asked, db?: Database | Transaction): Promise<PlaceCost[]> {
  const { rows } = await (db ?? (await database())).execute<{ json: PlaceCost[] | null }>(toQuery(asked));
  return rows[0]?.json ?? [];
}

function toQuery({ reader, currency, tag, range, grain }: Asked): SQL {
  const value = sql`nullif(trim(w.tags ->> ${tag ?? ""}::text), '')`;
  const from = grain === "month" ? toPeriodStart(range.from, "month") : range.from;
  return sql`
    with found as (
      select case when lower(${value}) = ${sharedValue} then null else ${value} end as center,
        coalesce(${workspaceOfRow}, '') as id, ${workspaceNameText} as name, sum(r.cents) as cents
      from ${costRollups} r cross join ${home} ${joinWorkspaces}
      where r.axes = 'workspace' and r.grain = ${grain} and r.starts_on between ${from}::date and ${range.to}::date
        and ${isInCurrency(currency)} and ${visibleTo(reader).reportRows}
      group by 1, 2, 3
    )
    select json_agg(json_build_object('center', center, 'workspaceId', id, 'workspace', name,
        'cents', trim_scale(cents)::text)
      order by center collate "C" nulls last, name collate "C", id collate "C") as json from found`;
}
