import "server-only";
import { and, eq } from "drizzle-orm";
import type { Seen } from "@/lib/admin-api/list-all";
import { toAnsweredAt } from "@/lib/admin-api/read-one";
import type { Permit } from "@/lib/auth/permit";
import { database } from "@/lib/db/client";
import type { Transaction } from "@/lib/db/database";
import { apiKeys } from "@/lib/db/directory-tables";
import type { MirroredNoun } from "@/lib/db/mirrored-noun";
import { markGone, saveSeen } from "@/lib/db/upsert-mirrored";
import { currentStatus } from "@/lib/directory/key-status";
import { AppError } from "@/lib/errors";
import { visibleTo } from "@/lib/visibility";
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

export async function applyKey(tx: Transaction, keyId: string, found: Seen<ApiKey> | null): Promise<void> {
  if (found) return saveSeen(tx, apiKeyMirror, found);
  await markGone(tx, apiKeys, toAnsweredAt(), eq(apiKeys.id, keyId));
}
