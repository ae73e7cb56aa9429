import "server-only";
import { eq } from "drizzle-orm";
import { database } from "@/lib/db/client";
import { webhooks } from "@/lib/db/delivery-tables";
import { openWebhook, sealWebhook } from "./webhook";

/** After a rotation, encrypts webhooks with the current key. `unreadable` were encrypted with a key that isn't given. */
export async function resealWebhooks(): Promise<{ resealed: number; unreadable: number }> {
  const db = await database();
  return db.transaction(async (tx) => {
    const rows = await tx.select({ id: webhooks.id, sealed: webhooks.sealed }).from(webhooks).for("update");
    let resealed = 0;
    for (const { id, sealed } of rows) {
      const webhook = await openWebhook(sealed);
      if (!webhook) continue;
      await tx
        .update(webhooks)
        .set({ sealed: await sealWebhook(webhook) })
        .where(eq(webhooks.id, id));
      resealed += 1;
    }
    return { resealed, unreadable: rows.length - resealed };
  });
}
