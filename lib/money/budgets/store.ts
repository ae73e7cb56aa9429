import "server-only";
import { eq, type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { budgetCrossings, budgets, budgetWarnings } from "@/lib/core/db/budget-tables";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { workspaces } from "@/lib/core/db/directory-tables";
import { AppError } from "@/lib/core/errors/errors";
import type { AddBudget, ChangeBudget, WithRecipients } from "./schema";
import { toPeriodKey } from "./spent";

type Row = typeof budgets.$inferSelect;
type Terms = Pick<Row, "cents" | "thresholds" | "forecastThreshold" | "recipients">;
type Recorded = Subject & Terms;

export async function findBudget(budgetId: string): Promise<Row | undefined> {
  const db = await database();
  const [found] = await db.select().from(budgets).where(eq(budgets.id, budgetId));
  return found;
}

/** @throws AppError not_found */
export async function getBudget(budgetId: string): Promise<Row> {
  const found = await findBudget(budgetId);
  if (!found) throw new AppError("not_found", "there is no such budget");
  return found;
}

export function toRecordedBudget({ cents, thresholds, forecastThreshold, ...given }: Recorded): Recorded {
  const { scope, workspaceId, tagKey, tagValue, period, recipients } = given;
  return { scope, workspaceId, tagKey, tagValue, period, cents, thresholds, forecastThreshold, recipients };
}

/** @throws AppError conflict where the same already has one; not_found for a workspace that is not there */
export async function insertBudget(
  tx: Transaction,
  by: Permit<"budgets:write">,
  given: WithRecipients<AddBudget>,
): Promise<void> {
  await tx.execute(sql`lock table ${budgets} in share row exclusive mode`);
  const subject = toSubject(given);
  if (
    subject.workspaceId !== null &&
    (await tx.$count(workspaces, eq(workspaces.id, subject.workspaceId))) === 0
  )
    throw new AppError("not_found", "there is no such workspace");
  if ((await tx.$count(budgets, isOf(given.budgetId, subject))) > 0)
    throw new AppError("conflict", "there is a budget of the same", { reason: "budget_already_exists" });
  const now = new Date();
  const { budgetId: id, cents, thresholds, forecastThreshold, recipients, locale } = given;
  const terms = { cents, thresholds, forecastThreshold, recipients, locale };
  await tx
    .insert(budgets)
    .values({ id, ...subject, ...terms, createdBy: by.actor.email, createdAt: now, changedAt: now });
}

/**
 * Thresholds that the new amount puts out of reach in this period may be crossed again, and a warning may come again.
 * @throws AppError not_found
 */
export async function updateBudget(
  tx: Transaction,
  { budgetId, cents, thresholds, forecastThreshold, recipients, locale }: WithRecipients<ChangeBudget>,
): Promise<void> {
  const changed = await tx
    .update(budgets)
    .set({ cents, thresholds, forecastThreshold, recipients, locale, changedAt: new Date() })
    .where(eq(budgets.id, budgetId))
    .returning({ id: budgets.id });
  if (changed.length === 0) throw new AppError("not_found", "there is no such budget");
  const thisPeriod = sql`(select ${toPeriodKey(sql`now() at time zone 'UTC'`)} from ${budgets} b where b.id = ${budgetId})`;
  await tx
    .delete(budgetCrossings)
    .where(
      sql`budget_id = ${budgetId} and month = ${thisPeriod} and cents < ${cents}::numeric * threshold * 0.01`,
    );
  const isLower = sql`forecast_cents < ${cents}::numeric * ${forecastThreshold}::int * 0.01`;
  await tx
    .delete(budgetWarnings)
    .where(
      sql`budget_id = ${budgetId} and period = ${thisPeriod} and (${forecastThreshold}::int is null or ${isLower})`,
    );
}

/** @throws AppError not_found */
export async function deleteBudget(tx: Transaction, budgetId: string): Promise<void> {
  const removed = await tx.delete(budgets).where(eq(budgets.id, budgetId)).returning({ id: budgets.id });
  if (removed.length === 0) throw new AppError("not_found", "there is no such budget");
  await tx.delete(budgetCrossings).where(eq(budgetCrossings.budgetId, budgetId));
  await tx.delete(budgetWarnings).where(eq(budgetWarnings.budgetId, budgetId));
}

type Subject = Pick<Row, "scope" | "workspaceId" | "tagKey" | "tagValue" | "period">;

export function toSubject(given: WithRecipients<AddBudget>): Subject {
  return {
    scope: given.scope,
    period: given.period,
    workspaceId: given.scope === "workspace" ? given.workspaceId : null,
    tagKey: given.scope === "tag" ? given.tagKey : null,
    tagValue: given.scope === "tag" ? given.tagValue : null,
  };
}

function isOf(id: string, { scope, workspaceId, tagKey, tagValue, period }: Subject): SQL {
  return sql`(id = ${id} or (scope = ${scope} and period = ${period} and workspace_id is not distinct from ${workspaceId}
    and tag_key is not distinct from ${tagKey} and tag_value is not distinct from ${tagValue}))`;
}
