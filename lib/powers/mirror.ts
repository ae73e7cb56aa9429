import "server-only";
import type { Permit } from "@/lib/auth/permit";
import { database } from "@/lib/db/client";
import { keyPowers } from "@/lib/db/own-tables";
import { env } from "@/lib/env";
import type { AppError } from "@/lib/errors";
import { type KeyPowersTold, keyPowersTold } from "./schema";
import { type Power, powers } from "./vocabulary";

export async function savePower(power: Power, refusal: AppError | null, probedAt: Date): Promise<void> {
  const found = {
    isGranted: refusal === null,
    errorCode: refusal?.code ?? null,
    requestId: refusal?.failure.requestId ?? null,
    probedAt,
  };
  const db = await database();
  await db
    .insert(keyPowers)
    .values({ power, ...found })
    .onConflictDoUpdate({ target: keyPowers.power, set: found });
}

/** What the key may do, as last asked. */
export async function listPowers(_by: Permit<"settings:read">): Promise<KeyPowersTold> {
  const db = await database();
  const rows = await db.select().from(keyPowers);
  const unknown = { isGranted: null, errorCode: null, requestId: null, probedAt: null };
  return keyPowersTold.parse({
    source: env.isSandbox ? "sandbox" : env.ANTHROPIC_ADMIN_KEY_FILE ? "file" : "environment",
    powers: powers.map((power) => {
      const found = rows.find((row) => row.power === power);
      return { power, ...(found ? { ...found, probedAt: found.probedAt.toISOString() } : unknown) };
    }),
  });
}
