import "server-only";
import { and, asc, eq, ne, sql } from "drizzle-orm";
import { budgets } from "@/lib/core/db/budget-tables";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { webhooks } from "@/lib/core/db/delivery-tables";
import { schedules } from "@/lib/core/db/schedule-tables";
import { AppError } from "@/lib/core/errors/errors";
import { maxWebhooks } from "./vocabulary";

type Row = typeof webhooks.$inferSelect;

export async function selectWebhooks(): Promise<Row[]> {
  const db = await database();
  return db
    .select()
    .from(webhooks)
    .orderBy(asc(sql`lower(${webhooks.name})`), asc(webhooks.id));
}

/** @throws AppError not_found */
export async function getWebhook(id: string): Promise<Row> {
  const db = await database();
  const [found] = await db.select().from(webhooks).where(eq(webhooks.id, id));
  if (!found) throw new AppError("not_found", "there is no such webhook");
  return found;
}

type Given = Pick<Row, "id" | "name" | "sealed" | "getsAlarms" | "locale">;

/** @throws AppError conflict for a name or an ID that is taken, and for one too many */
export async function insertWebhook(tx: Transaction, by: string, given: Given): Promise<void> {
  await tx.execute(sql`lock table ${webhooks} in share row exclusive mode`);
  await refuseTaken(tx, given);
  if ((await tx.$count(webhooks, eq(webhooks.id, given.id))) > 0)
    throw new AppError("conflict", "the webhook is there already");
  if ((await tx.$count(webhooks)) >= maxWebhooks)
    throw new AppError("conflict", "too many webhooks", { reason: "too_many_webhooks" });
  const now = new Date();
  await tx.insert(webhooks).values({ ...given, createdBy: by, createdAt: now, changedAt: now });
}

/**
 * `seen` is the sealed address that the change was decided on, such as whether it leads elsewhere.
 * @throws AppError conflict for a name that is taken, or if it is another address by now
 */
export async function updateWebhook(tx: Transaction, given: Given, seen?: string): Promise<void> {
  const { id, ...values } = given;
  await refuseTaken(tx, given);
  const changed = await tx
    .update(webhooks)
    .set({ ...values, changedAt: new Date() })
    .where(and(eq(webhooks.id, id), seen === undefined ? undefined : eq(webhooks.sealed, seen)))
    .returning({ id: webhooks.id });
  if (changed.length === 0) throw new AppError("conflict", "the webhook was changed meanwhile");
}

/** Also removes it from the recipients of budgets and schedules. */
export async function deleteWebhook(tx: Transaction, id: string): Promise<void> {
  await tx.delete(webhooks).where(eq(webhooks.id, id));
  for (const table of [budgets, schedules])
    await tx.update(table).set({ recipients: withoutWebhook(sql`recipients`, id) });
}

function withoutWebhook(recipients: ReturnType<typeof sql>, id: string) {
  return sql`(select coalesce(jsonb_agg(one), '[]') from jsonb_array_elements(${recipients}) one
    where not (one ->> 'channel' = 'webhook' and one ->> 'id' = ${id}))`;
}

async function refuseTaken(tx: Transaction, { id, name }: Pick<Row, "id" | "name">): Promise<void> {
  const isTaken = sql`lower(${webhooks.name}) = lower(${name}) and ${ne(webhooks.id, id)}`;
  if ((await tx.$count(webhooks, isTaken)) > 0)
    throw new AppError("conflict", "the name is taken", { reason: "webhook_name_taken" });
}
