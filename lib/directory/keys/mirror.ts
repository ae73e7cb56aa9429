import "server-only";
import { and, eq } from "drizzle-orm";
import type { Seen } from "@/lib/core/admin-api/list-all";
import { toAnsweredAt } from "@/lib/core/admin-api/read-one";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { apiKeys } from "@/lib/core/db/directory-tables";
import type { MirroredNoun } from "@/lib/core/db/mirrored-noun";
import { markGone, type Own, saveSeen } from "@/lib/core/db/upsert-mirrored";
import { AppError } from "@/lib/core/errors/errors";
import { currentStatus } from "@/lib/core/organization/key-status";
import { visibleTo } from "@/lib/core/organization/visibility";
import type { ApiKey } from "./response-schema";

export const apiKeyMirror: MirroredNoun = {
  noun: "api_key",
  table: apiKeys,
  key: ["id"],
  tracked: ["name", "status", "workspaceId", "createdById", "expiresAt"],
};

/** Null also if the key isn't visible. */
export async function findKeyName(by: Permit<"keys:read">, keyId: string): Promise<string | null> {
  const db = await database();
  const [found] = await db
    .select({ name: apiKeys.name })
    .from(apiKeys)
    .where(and(eq(apiKeys.id, keyId), visibleTo(by.actor).keys));
  return found?.name ?? null;
}

export type KeyState = { name: string; status: string };

/** @throws AppError not_found, also where the key is out of reach */
export async function getKeyState(
  by: Permit<"keys:read" | "keys:write" | "keys:manage">,
  keyId: string,
): Promise<KeyState> {
  const db = await database();
  const [found] = await db
    .select({ name: apiKeys.name, status: currentStatus })
    .from(apiKeys)
    .where(and(eq(apiKeys.id, keyId), visibleTo(by.actor).keys));
  if (!found) throw new AppError("not_found", "the mirror has no such key in reach");
  return found;
}

export async function applyKey(
  tx: Transaction,
  keyId: string,
  found: Seen<ApiKey> | null,
  own: Own,
): Promise<void> {
  if (found) return saveSeen(tx, apiKeyMirror, found, own);
  await markGone(tx, apiKeyMirror, eq(apiKeys.id, keyId), { goneAt: toAnsweredAt(), own });
}
