import "server-only";
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { reportDays, usageKeyRollups, usageRows } from "@/lib/core/db/report-tables";
import { listDays, toDay, toLastDays } from "@/lib/core/format/calendar";
import { findLoading } from "@/lib/core/history/store";
import { modelOf, toShownColors } from "@/lib/core/organization/chart-slots";
import { getKeyState } from "./mirror";
import { type KeyTraffic, keyTraffic, type UsageDays } from "./schema";

export async function getUsageDays(): Promise<UsageDays> {
  const db = await database();
  const { rows } = await db.execute<{ from: string | null; to: string | null }>(sql`
    select (select min(day)::text from ${reportDays} where report = 'usage' and not is_refused) as from,
      (select max(day)::text from ${usageKeyRollups}) as to`);
  const { from, to } = rows[0] ?? {};
  return from && to ? { from, to } : null;
}

/** @throws AppError not_found, also if the key isn't visible */
export async function getKeyTraffic(
  by: Permit<"keys:read">,
  { key, days }: { key: string; days: number },
  now = new Date(),
): Promise<KeyTraffic> {
  await getKeyState(by, key);
  const range = listDays(toLastDays(days, now));
  const [from = "", to = ""] = [range[0], range.at(-1)];
  const rows = await sumByDayAndModel(key, from, to);
  const models = [...groupBy(rows, ({ model }) => model)]
    .map(([model, found]) => ({ model, tokens: sumOf(found), thing: found[0]?.thing ?? null }))
    .sort((a, b) => b.tokens - a.tokens);
  const colors = toShownColors(models.map(({ model, thing }) => ({ key: model ?? "", thing })));
  const byDay = groupBy(rows, ({ day }) => day);
  return keyTraffic.parse({
    today: toDay(now),
    from,
    to,
    days: range.map((day) => {
      const models = byDay.get(day) ?? [];
      return { day, models, tokens: sumOf(models) };
    }),
    models: models.map((one, index) => ({ ...one, color: colors[index] ?? null })),
    tokens: sumOf(rows),
    loading: await findLoading([{ report: "usage", from, to }], now),
  });
}

async function sumByDayAndModel(keyId: string, from: string, to: string) {
  const db = await database();
  return db
    .select({
      day: usageRows.day,
      model: usageRows.model,
      thing: modelOf(usageRows.model),
      tokens: sumOfTokens.mapWith(Number),
    })
    .from(usageRows)
    .where(and(eq(usageRows.apiKeyId, keyId), sql`${usageRows.day} between ${from} and ${to}`))
    .groupBy(usageRows.day, usageRows.model);
}

const sumOfTokens: SQL = sql`sum(${usageRows.uncachedInputTokens} + ${usageRows.cacheReadInputTokens}
  + ${usageRows.cacheCreation5mInputTokens} + ${usageRows.cacheCreation1hInputTokens} + ${usageRows.outputTokens})`;

function sumOf(parts: { tokens: number }[]): number {
  return parts.reduce((sum, { tokens }) => sum + tokens, 0);
}

function groupBy<Item, Key>(items: Item[], toKey: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) groups.set(toKey(item), [...(groups.get(toKey(item)) ?? []), item]);
  return groups;
}
