import "server-only";
import { and, eq, inArray, isNull, lte, or } from "drizzle-orm";
import type { Seen } from "@/lib/core/admin-api/list-all";
import { database } from "@/lib/core/db/client";
import { apiKeys, workspaces } from "@/lib/core/db/directory-tables";
import type { KeyStatus } from "./response-schema";

export async function listEndingKeyIds(memberId: string): Promise<string[]> {
  const db = await database();
  const ofClaudeCode = db
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(eq(workspaces.name, "Claude Code"));
  const isPersonal = and(eq(apiKeys.principalKind, "user"), eq(apiKeys.principalId, memberId));
  const isOfClaudeCode = and(eq(apiKeys.createdById, memberId), inArray(apiKeys.workspaceId, ofClaudeCode));
  const rows = await db
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(and(isNull(apiKeys.goneAt), or(isPersonal, isOfClaudeCode)))
    .orderBy(apiKeys.id);
  return rows.map(({ id }) => id);
}

export async function saveKeyStatus({ id, status, raw, seenAt }: Seen<KeyStatus>): Promise<void> {
  const db = await database();
  const at = new Date(seenAt);
  await db
    .update(apiKeys)
    .set({ status, raw, seenAt: at })
    .where(and(eq(apiKeys.id, id), lte(apiKeys.seenAt, at)));
}
