import "server-only";
import { sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { workspaces } from "@/lib/core/db/directory-tables";
import { costRollups } from "@/lib/core/db/report-tables";
import { toPeriodStart } from "@/lib/core/format/calendar";
import type { Thing } from "@/lib/core/format/chart-colors";
import { thingOf, toShownColors } from "@/lib/core/organization/chart-slots";
import { home } from "@/lib/core/organization/default-workspace";
import { visibleTo } from "@/lib/core/organization/visibility";
import { readWorkspaceColors } from "@/lib/core/organization/workspace-colors";
import { isInCurrency } from "@/lib/money/reports/query/currencies";
import { isInRollupPeriods, toRollupPeriods, toStoredRange } from "@/lib/money/reports/query/rollup-periods";
import { workspaceKey, workspaceLabel } from "@/lib/money/reports/query/scope";
import type { SpendMonth } from "@/lib/money/spend/schema";
import type { Overview } from "./schema";

const shownCount = 5;

type Row = { key: string; label: string | null; cents: string; thing: Thing | null };

/** The month's most expensive workspaces, from the month's own sum, which has one row for each. */
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
