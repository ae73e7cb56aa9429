import "server-only";
import { database } from "@/lib/core/db/client";
import { apiKeyUsage, reportDays, usageKeyRollups } from "@/lib/core/db/report-tables";
import { listDays, toDayAgo, toDaysWithToday } from "@/lib/core/format/calendar";

export async function readLatestUsage(now = new Date()): Promise<void> {
  const db = await database();
  const days = listDays(toDaysWithToday(8, now));
  await db
    .insert(reportDays)
    .values(days.map((day) => ({ report: "usage", day, fetchedAt: now, rowCount: 0 })));
}

export async function addTraffic(apiKeyId: string, daysAgo: number, tokens = 1_000): Promise<void> {
  const db = await database();
  const day = toDayAgo(daysAgo);
  await db.insert(usageKeyRollups).values({ apiKeyId, day, tokens });
  const usage = { lastUsedOn: day, tokens30d: tokens, cents30d: "250" };
  await db
    .insert(apiKeyUsage)
    .values({ apiKeyId, ...usage })
    .onConflictDoUpdate({ target: apiKeyUsage.apiKeyId, set: usage });
}
