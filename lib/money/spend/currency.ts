import "server-only";
import { sql } from "drizzle-orm";
import type { Actor } from "@/lib/core/auth/session";
import { costRollups } from "@/lib/core/db/report-tables";
import type { DayRange } from "@/lib/core/format/calendar";
import type { Currency } from "@/lib/core/money/money";
import { home } from "@/lib/core/organization/default-workspace";
import { visibleTo } from "@/lib/core/organization/visibility";
import { chooseCurrency, sumByCurrency } from "@/lib/money/reports/query/currencies";
import type { InOneCurrency } from "@/lib/money/reports/schema";

export function chooseSpendCurrency(
  actor: Actor,
  currency: Currency | null | undefined,
  ranges: readonly DayRange[],
): Promise<InOneCurrency> {
  const axes = visibleTo(actor).isAll ? sql`'model'` : sql`'workspace'`;
  const isWithin = ranges.map(({ from, to }) => sql`r.starts_on between ${from}::date and ${to}::date`);
  const facts = sql`from ${costRollups} r cross join ${home} where r.axes = ${axes} and r.grain = 'day'
    and (${sql.join(isWithin, sql` or `)}) and ${visibleTo(actor).reportRows}`;
  return chooseCurrency({
    currency: currency ?? null,
    reports: ["cost"],
    ranges,
    sum: () => sumByCurrency(facts),
  });
}
