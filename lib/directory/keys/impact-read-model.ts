import "server-only";
import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { apiKeys, workspaces } from "@/lib/core/db/directory-tables";
import { apiKeyUsage, usageKeyRollups } from "@/lib/core/db/report-tables";
import { isKeyCostEstimated } from "@/lib/core/organization/key-cost-kind";
import { currentStatus } from "@/lib/core/organization/key-status";
import { isRecentTrafficKnown, toKeyUse, toRecentStart } from "@/lib/core/organization/key-use";
import { visibleTo } from "@/lib/core/organization/visibility";
import type { KeyUse } from "@/lib/core/organization/vocabulary";
import { type KeyImpact, keyImpacts } from "./schema";

export async function listKeyImpacts(
  by: Permit<"keys:read">,
  keyIds: readonly string[],
  now = new Date(),
): Promise<KeyImpact[]> {
  const db = await database();
  const tokens7d = sql<number>`coalesce((select sum(${usageKeyRollups.tokens}) from ${usageKeyRollups}
    where ${usageKeyRollups.apiKeyId} = ${apiKeys.id} and ${usageKeyRollups.day} >= ${toRecentStart(now)}), 0)`;
  const rows = await db
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      status: currentStatus,
      scope: apiKeys.scope,
      workspaceId: apiKeys.workspaceId,
      workspaceName: workspaces.name,
      isDefaultWorkspace: sql<boolean>`coalesce(${workspaces.isDefault}, false)`,
      lastUsedOn: apiKeyUsage.lastUsedOn,
      use: toKeyUse(now),
      tokens7d: tokens7d.mapWith(Number),
      cents30d: sql<string | null>`${apiKeyUsage.cents30d}::text`,
      otherCents30d: apiKeyUsage.otherCents30d,
      isEstimate: isKeyCostEstimated,
    })
    .from(apiKeys)
    .leftJoin(workspaces, eq(workspaces.id, apiKeys.workspaceId))
    .leftJoin(apiKeyUsage, eq(apiKeyUsage.apiKeyId, apiKeys.id))
    .where(and(isOneOf(keyIds), visibleTo(by.actor).keys))
    .orderBy(desc(tokens7d), apiKeys.name, apiKeys.id);
  return keyImpacts.parse(rows);
}

type KeyToStop = { id: string; name: string; status: string; use: KeyUse };

export async function listKeysToStop(
  by: Permit<"keys:write" | "keys:manage">,
  keyIds: readonly string[],
): Promise<Map<string, KeyToStop>> {
  const db = await database();
  const rows = await db
    .select({ id: apiKeys.id, name: apiKeys.name, status: currentStatus, use: toKeyUse(new Date()) })
    .from(apiKeys)
    .leftJoin(apiKeyUsage, eq(apiKeyUsage.apiKeyId, apiKeys.id))
    .where(and(isOneOf(keyIds), visibleTo(by.actor).keys));
  return new Map(rows.map((row) => [row.id, row]));
}

export async function isTrafficKnown(now: Date): Promise<boolean> {
  const db = await database();
  const { rows } = await db.execute<{ known: boolean | null }>(
    sql`select ${isRecentTrafficKnown(now)} as known`,
  );
  return rows[0]?.known === true;
}

function isOneOf(keyIds: readonly string[]): SQL {
  return sql`${apiKeys.id} in (select jsonb_array_elements_text(${JSON.stringify(keyIds)}::jsonb))`;
}
