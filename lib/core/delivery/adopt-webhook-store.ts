import "server-only";
import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { budgets } from "@/lib/core/db/budget-tables";
import { database } from "@/lib/core/db/client";
import { webhooks } from "@/lib/core/db/delivery-tables";
import { settings } from "@/lib/core/db/own-tables";
import { log } from "@/lib/core/log/log";
import { sealWebhook } from "./webhook";

const inTheClear = z.object({ url: z.string(), secret: z.string() });
const kept = z.object({ sealed: z.string() });

/**
 * At boot: earlier versions had one webhook, a setting, for all budgets. It becomes the first of several, and those
 * budgets' recipient. The oldest versions kept it as plain text.
 */
export async function adoptWebhook(): Promise<void> {
  const db = await database();
  const wasClear = await db.transaction(async (tx) => {
    const isWebhook = eq(settings.name, "webhook");
    const [row] = await tx.select().from(settings).where(isWebhook).for("update");
    if (!row) return false;
    const clear = inTheClear.safeParse(row.value).data;
    const sealed = clear ? await sealWebhook(clear) : kept.safeParse(row.value).data?.sealed;
    await tx.delete(settings).where(isWebhook);
    if (!sealed) return false;
    const id = randomUUID();
    const { changedBy: createdBy, changedAt: createdAt } = row;
    await tx
      .insert(webhooks)
      .values({ id, name: "Webhook", sealed, createdBy, createdAt, changedAt: createdAt });
    await tx
      .update(budgets)
      .set({ recipients: [{ channel: "webhook", id }] })
      .where(sql`${budgets.recipients} = '[]'::jsonb`);
    return clear !== undefined;
  });
  if (wasClear)
    log.warn(
      "the webhook is now encrypted; its address was readable in the store, its backups, and the audit log, so replace it",
    );
}
