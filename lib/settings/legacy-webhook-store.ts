import "server-only";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { database } from "@/lib/db/client";
import { settings } from "@/lib/db/own-tables";
import { log } from "@/lib/log";
import { sealWebhook } from "./webhook";

const inTheClear = z.object({ url: z.string(), secret: z.string() });

/** At boot: encrypts a webhook that an earlier version stored as plain text. */
export async function sealLegacyWebhook(): Promise<void> {
  const db = await database();
  const isSealed = await db.transaction(async (tx) => {
    const isWebhook = eq(settings.name, "webhook");
    const [row] = await tx.select({ value: settings.value }).from(settings).where(isWebhook).for("update");
    const { data } = inTheClear.safeParse(row?.value);
    if (!data) return false;
    await tx
      .update(settings)
      .set({ value: await sealWebhook(data) })
      .where(isWebhook);
    return true;
  });
  if (isSealed)
    log.warn(
      "the webhook is now encrypted; its address was readable in the store, its backups, and the audit log, so replace it",
    );
}
