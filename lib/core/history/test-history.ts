import "server-only";
import { sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { markMirrored } from "@/lib/core/db/first-sync";
import { reportDays } from "@/lib/core/db/report-tables";
import { env } from "@/lib/core/env/env";
import { toDay } from "@/lib/core/format/calendar";
import { historyReports, type ReportName } from "./vocabulary";

type Span = { daysAgo?: number; count?: number };

/** By the clock of the tests, which some of them set. */
export async function markRead(
  reports: readonly ReportName[] = historyReports,
  { daysAgo = 0, count = env.HISTORY_DAYS }: Span = {},
): Promise<void> {
  const names = sql.join(
    reports.map((report) => sql`(${report}::text)`),
    sql`, `,
  );
  const db = await database();
  await db.execute(sql`
    insert into ${reportDays} (report, day, row_count, fetched_at)
    select report, ${toDay(new Date())}::date - ${daysAgo}::int - age, 0, to_timestamp(0)
    from (values ${names}) as reports (report), generate_series(0, ${count - 1}::int) as age on conflict do nothing`);
}

export async function markDirectoryRead(): Promise<void> {
  for (const noun of ["member", "workspace", "workspace_member", "api_key", "invite"])
    await markMirrored(noun);
}
