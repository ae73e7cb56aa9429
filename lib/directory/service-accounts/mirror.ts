import "server-only";
import { eq } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { serviceAccounts } from "@/lib/core/db/directory-tables";
import type { MirroredNoun } from "@/lib/core/db/mirrored-noun";
import { keyCapabilities } from "@/lib/core/db/own-tables";
import type { AppError } from "@/lib/core/errors/errors";

export const serviceAccountMirror: MirroredNoun = {
  noun: "service_account",
  table: serviceAccounts,
  key: ["id"],
  tracked: ["name", "role", "archivedAt", "workspaces"],
};

const capability = "service_accounts";

export async function getReading() {
  const db = await database();
  const [found] = await db.select().from(keyCapabilities).where(eq(keyCapabilities.name, capability));
  return found;
}

export async function saveReading(refusal: AppError | null, probedAt: Date): Promise<void> {
  const found = {
    isGranted: refusal === null,
    errorCode: refusal?.code ?? null,
    requestId: refusal?.failure.requestId ?? null,
    probedAt,
    ...(refusal === null && { workedAt: probedAt }),
  };
  const db = await database();
  await db
    .insert(keyCapabilities)
    .values({ name: capability, ...found })
    .onConflictDoUpdate({ target: keyCapabilities.name, set: found });
}
