import "server-only";
import { and, eq, gte, sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { unreadableRows } from "@/lib/core/db/directory-tables";
import { costRollups } from "@/lib/core/db/report-tables";
import { toDay } from "@/lib/core/format/calendar";
import { findLoading } from "@/lib/core/history/store";
import type { Currency } from "@/lib/core/money/money";

export type MonthSpend = { cents: string; byWorkspace: ReadonlyMap<string, string> };

export type Spend = {
  /** Null if the cost report has only other currencies. */
  get: (currency: Currency) => MonthSpend | null;
  isIncomplete: boolean;
};

type Row = { currency: string; workspaceId: string | null; isAll: boolean; cents: string };

const nothing: MonthSpend = { cents: "0", byWorkspace: new Map() };

/** Null until all days of the month are loaded, because unknown isn't zero. The Default workspace has no limit. */
export async function getMonthSpend(now = new Date()): Promise<Spend | null> {
  const today = toDay(now);
  const from = `${today.slice(0, 7)}-01`;
  if (await findLoading([{ report: "cost", from, to: today }], now)) return null;
  const db = await database();
  const isOdd = and(eq(unreadableRows.noun, "cost"), gte(unreadableRows.part, from));
  const [{ rows }, oddParts] = await Promise.all([
    db.execute<Row>(sql`
      select currency, workspace_id as "workspaceId", grouping(workspace_id) = 1 as "isAll", trim_scale(sum(cents))::text as cents
      from ${costRollups} where axes = 'workspace' and grain = 'month' and starts_on = ${from}::date
      group by grouping sets ((currency), (currency, workspace_id))`),
    db.$count(unreadableRows, isOdd),
  ]);
  const get = (currency: Currency): MonthSpend | null => {
    const own = rows.filter((row) => row.currency === currency);
    const all = own.find(({ isAll }) => isAll);
    if (!all) return rows.length === 0 ? nothing : null;
    const parts = own.flatMap(({ workspaceId, isAll, cents }): [string, string][] =>
      isAll || workspaceId === null ? [] : [[workspaceId, cents]],
    );
    return { cents: all.cents, byWorkspace: new Map(parts) };
  };
  return { get, isIncomplete: oddParts > 0 };
}

type Limited = { scope: string; period: string; currency: Currency; workspaceId: string | null };

/** The cost report covers workspaces and the whole organization; other limits have nothing to compare with. */
export function toSpentCents(
  { scope, period, currency, workspaceId }: Limited,
  spend: Spend | null,
): string | null {
  const spent = period === "monthly" ? spend?.get(currency) : null;
  if (!spent) return null;
  if (scope === "organization" || scope === "usage_tier") return spent.cents;
  return scope === "workspace" && workspaceId !== null ? (spent.byWorkspace.get(workspaceId) ?? "0") : null;
}
