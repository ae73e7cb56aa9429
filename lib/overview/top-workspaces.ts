import "server-only";
import { sql } from "drizzle-orm";
import type { Permit } from "@/lib/auth/permit";
import { toPeriodStart } from "@/lib/calendar";
import type { Thing } from "@/lib/chart-colors";
import { database } from "@/lib/db/client";
import { workspaces } from "@/lib/db/directory-tables";
import { costRollups } from "@/lib/db/report-tables";
import { thingOf, toShownColors } from "@/lib/directory/chart-slots";
import { home } from "@/lib/directory/default-workspace";
import { readWorkspaceColors } from "@/lib/directory/workspace-colors";
import { isInCurrency } from "@/lib/reports/query/currencies";
import { isInRollupPeriods, toRollupPeriods, toStoredRange } from "@/lib/reports/query/rollup-periods";
import { workspaceKey, workspaceLabel } from "@/lib/reports/query/scope";
import type { SpendMonth } from "@/lib/spend/schema";
import { visibleTo } from "@/lib/visibility";
import type { Overview } from "./schema";

const shownCount = 5;

type Row = { key: string; label: string | null; cents: string; thing: Thing | null };

/** Of the month so far, from its own sum: one row for each workspace. */
export async function listTopWorkspaces(
  { actor }: Permit<"cost:read">,
  { today, currency }: Pick<SpendMonth, "today" | "currency">,
): Promise<Overview["topWorkspaces"]> {
  const range = toStoredRange({ from: toPeriodStart(today, "month"), to: today }, "month");
  const db = await database();
  const { rows } = await db.execute<Row>(sql`
    with sides as (
      select ${workspaceKey} as key, sum(r.cents) as cents from ${costRollups} r cross join ${home}
      where r.axes = 'workspace' and ${isInRollupPeriods(toRollupPeriods(range, "month"))}
        and ${isInCurrency(currency)} and ${visibleTo(actor).reportRows} group by 1
    )
    select sides.key, ${workspaceLabel} as label, trim_scale(sides.cents)::text as cents,
      ${thingOf("workspace", sql`sides.key`)} as thing
    from sides left join ${workspaces} w on w.id = sides.key
    where sides.cents > 0 order by sides.cents desc, sides.key limit ${shownCount}`);
  const colors = toShownColors(rows, await readWorkspaceColors(visibleTo(actor).workspaces));
  return rows.map(({ key, label, cents }, index) => ({ key, label, color: colors[index] ?? null, cents }));
}
