import "server-only";
import { sql } from "drizzle-orm";
import type { Actor } from "@/lib/auth/session";
import type { DayRange } from "@/lib/calendar";
import { costRollups } from "@/lib/db/report-tables";
import { home } from "@/lib/directory/default-workspace";
import type { Currency } from "@/lib/money";
import { chooseCurrency, sumByCurrency } from "@/lib/reports/query/currencies";
import type { InOneCurrency } from "@/lib/reports/schema";
import { visibleTo } from "@/lib/visibility";

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
