import "server-only";
import { and, asc, eq, isNull, or, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { apiKeys, members } from "@/lib/core/db/directory-tables";
import { apiKeyUsage, costRollups } from "@/lib/core/db/report-tables";
import { type DayRange, listDays, toDay, toWindow } from "@/lib/core/format/calendar";
import type { Thing } from "@/lib/core/format/chart-colors";
import { findLoading } from "@/lib/core/history/store";
import { type Cents, type Currency, usd } from "@/lib/core/money/money";
import { toShare } from "@/lib/core/money/money-math";
import { modelOf, toShownColors } from "@/lib/core/organization/chart-slots";
import { isShownByItself } from "@/lib/core/organization/claude-code-keys";
import { unicode } from "@/lib/core/organization/collation";
import { home } from "@/lib/core/organization/default-workspace";
import { isWideKeyReaching } from "@/lib/core/organization/key-reach";
import { currentStatus } from "@/lib/core/organization/key-status";
import { visibleTo } from "@/lib/core/organization/visibility";
import { getReachable } from "./people-read-model";
import { type WorkspaceKey, type WorkspaceSpend, workspaceKeys, workspaceSpend } from "./schema";

type By = Permit<"workspaces:read">;

/**
 * Its own, and those without a workspace that reach it, which a lead doesn't see.
 * @throws AppError not_found, also if the workspace isn't visible
 */
export async function listWorkspaceKeys(by: By, workspaceId: string): Promise<WorkspaceKey[]> {
  await getReachable(by, workspaceId);
  const isOwn = eq(apiKeys.workspaceId, workspaceId);
  const isWide = and(isWideKeyReaching([workspaceId]), sql`${currentStatus} in ('active', 'inactive')`);
  const db = await database();
  const rows = await db
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      hint: apiKeys.partialKeyHint,
      status: currentStatus,
      makerName: sql<string | null>`coalesce(nullif(${members.name}, ''), ${members.email})`,
      lastUsedOn: apiKeyUsage.lastUsedOn,
      createdAt: apiKeys.createdAt,
      expiresAt: apiKeys.expiresAt,
      scope: sql<string>`case when ${apiKeys.workspaceId} is null then ${apiKeys.scope} else 'workspace' end`,
    })
    .from(apiKeys)
    .leftJoin(members, eq(members.id, apiKeys.createdById))
    .leftJoin(apiKeyUsage, eq(apiKeyUsage.apiKeyId, apiKeys.id))
    .where(and(visibleTo(by.actor).keys, or(isOwn, isWide)))
    .orderBy(
      sql`${apiKeys.workspaceId} is null`,
      sql`array_position(array['active', 'inactive'], ${currentStatus}) nulls last`,
      sql`${apiKeys.name} ${unicode}`,
      asc(apiKeys.id),
    );
  const toIso = (at: Date | null) => at?.toISOString() ?? null;
  return workspaceKeys.parse([
    ...rows.map((row) => ({
      ...row,
      createdAt: toIso(row.createdAt),
      expiresAt: toIso(row.expiresAt),
      size: null,
    })),
    ...(await listMerged(workspaceId)),
  ]);
}

async function listMerged(workspaceId: string) {
  const db = await database();
  const isMerged = and(isNull(apiKeys.goneAt), sql`not ${isShownByItself(sql`${apiKeys.id}`)}`);
  const size = await db.$count(apiKeys, and(eq(apiKeys.workspaceId, workspaceId), isMerged));
  const nothing = {
    hint: null,
    status: "",
    scope: "workspace",
    makerName: null,
    lastUsedOn: null,
    createdAt: null,
    expiresAt: null,
  };
  return size === 0 ? [] : [{ ...nothing, id: "(claude-code)", name: "", size }];
}

type SumRow = {
  currency: Currency;
  day: string | null;
  model: string | null;
  thing: Thing | null;
  kind: "day" | "model" | "total";
  cents: Cents;
};

/**
 * The requested currency, else US dollars if there are any. Days and models add up to the same total.
 * @throws AppError not_found, also if the workspace isn't visible
 */
export async function getWorkspaceSpend(
  by: By,
  workspaceId: string,
  asked: Currency | null = null,
): Promise<WorkspaceSpend> {
  await getReachable(by, workspaceId);
  const { from, to } = toWindow();
  const db = await database();
  const { rows } = await db.execute<SumRow>(sql`
    with facts as (
      select r.starts_on::text as day, r.model, r.currency, r.cents from ${costRollups} r cross join ${home}
      where r.axes = 'workspace_model' and r.grain = 'day' and r.starts_on between ${from}::date and ${to}::date
        and coalesce(r.workspace_id, home.id) = ${workspaceId}
    )
    select currency, day, model, ${modelOf(sql`model`)} as thing, case when grouping(day) = 0 then 'day' when grouping(model) = 0 then 'model' else 'total' end as kind,
      trim_scale(coalesce(sum(cents), 0))::text as cents
    from facts group by currency, grouping sets ((day), (model), ())
    order by kind, currency, day, sum(cents) desc, model`);
  const totals = rows.filter(({ kind }) => kind === "total");
  const usual = totals.find((total) => total.currency === usd) ?? totals[0];
  const currency = asked ?? usual?.currency ?? usd;
  const shown = rows.filter((row) => row.currency === currency);
  const totalCents = totals.find((total) => total.currency === currency)?.cents ?? "0";
  const models = shown.filter(({ kind }) => kind === "model");
  const colors = toShownColors(models.map(({ model, thing }) => ({ key: model ?? "", thing })));
  return workspaceSpend.parse({
    today: toDay(new Date()),
    from,
    to,
    loading: await findLoading([{ report: "cost", from, to }]),
    currency,
    totals: totals.some((total) => total.currency !== currency) ? totals : [],
    totalCents,
    days: fillDays(
      { from, to },
      new Map(shown.flatMap(({ day, cents }) => (day === null ? [] : [[day, cents]]))),
    ),
    models: models.map(({ model, cents }, index) => ({
      model,
      color: colors[index] ?? null,
      cents,
      share: toShare(cents, totalCents),
    })),
  });
}

/** A day without cost is an empty bar, not a gap. */
function fillDays(range: DayRange, cents: Map<string, Cents>) {
  return listDays(range).map((day) => ({ day, cents: cents.get(day) ?? "0" }));
}
