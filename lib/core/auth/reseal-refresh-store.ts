import "server-only";
import { eq, isNotNull } from "drizzle-orm";
import { sessions } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { seal, unseal } from "./envelope";
import { refreshPurpose } from "./session-store";

/** After a rotation, so that no session ends because its token can't be read. What no key opens is left alone. */
export async function resealRefreshTokens(): Promise<void> {
  const db = await database();
  await db.transaction(async (tx) => {
    const rows = await tx
      .select({ id: sessions.id, sealed: sessions.refreshToken })
      .from(sessions)
      .where(isNotNull(sessions.refreshToken))
      .for("update");
    for (const { id, sealed } of rows) {
      const token = sealed && (await unseal(refreshPurpose, sealed));
      if (!token) continue;
      const refreshToken = await seal(refreshPurpose, token);
      await tx.update(sessions).set({ refreshToken }).where(eq(sessions.id, id));
    }
  });
}
