import "server-only";
import { toPartAnswer } from "@/lib/admin-api/absence";
import type { Permit } from "@/lib/auth/permit";
import { database } from "@/lib/db/client";
import { keyPowers } from "@/lib/db/own-tables";
import { getParts, savePartAnswer } from "@/lib/db/parts";
import { env } from "@/lib/env";
import type { AppError } from "@/lib/errors";
import { type KeyPowersTold, keyPowersTold } from "./schema";
import { type Power, powers } from "./vocabulary";

export function savePower(power: Power, refusal: AppError | null, probedAt: Date): Promise<void> {
  return savePartAnswer(power, toPartAnswer(refusal, probedAt), true);
}

export async function listPowers(_by: Permit<"settings:read">): Promise<KeyPowersTold> {
  const db = await database();
  const [rows, { states, kind }] = await Promise.all([db.select().from(keyPowers), getParts()]);
  const unknown = { isGranted: null, state: null, errorCode: null, requestId: null, probedAt: null };
  return keyPowersTold.parse({
    source: env.isSandbox ? "sandbox" : env.ANTHROPIC_ADMIN_KEY_FILE ? "file" : "environment",
    kind,
    powers: powers.map((power) => {
      const found = rows.find((row) => row.power === power);
      if (!found) return { power, ...unknown };
      return {
        ...found,
        power,
        state: states.get(power) ?? (found.isGranted ? "available" : "refused"),
        probedAt: found.probedAt.toISOString(),
      };
    }),
  });
}
