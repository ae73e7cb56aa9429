import "server-only";
import { and, asc, eq, inArray, isNull, ne, or, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { apiKeys } from "@/lib/core/db/directory-tables";
import { apiKeyUsage } from "@/lib/core/db/report-tables";
import { unicode } from "@/lib/core/organization/collation";
import { currentStatus } from "@/lib/core/organization/key-status";
import { visibleTo } from "@/lib/core/organization/visibility";
import { getReachable } from "./people-read-model";
import { type LeftKey, leftKeys } from "./schema";

/**
 * What the person created in the workspace and doesn't act as them: whoever holds a copy can use it without them. Those
 * in use come first.
 * @throws AppError not_found, also if the workspace isn't visible
 */
export async function listLeftKeys(
  by: Permit<"workspaces:read">,
  { workspace, user }: { workspace: string; user: string },
): Promise<LeftKey[]> {
  await getReachable(by, workspace);
  const isOthersToo = or(isNull(apiKeys.principalId), ne(apiKeys.principalId, user));
  const db = await database();
  const rows = await db
    .select({ id: apiKeys.id, name: apiKeys.name, status: currentStatus, lastUsedOn: apiKeyUsage.lastUsedOn })
    .from(apiKeys)
    .leftJoin(apiKeyUsage, eq(apiKeyUsage.apiKeyId, apiKeys.id))
    .where(
      and(
        visibleTo(by.actor).keys,
        eq(apiKeys.workspaceId, workspace),
        eq(apiKeys.createdById, user),
        inArray(currentStatus, ["active", "inactive"]),
        isOthersToo,
      ),
    )
    .orderBy(
      sql`${currentStatus} = 'active' desc`,
      sql`${apiKeyUsage.lastUsedOn} desc nulls last`,
      sql`${apiKeys.name} ${unicode}`,
      asc(apiKeys.id),
    );
  return leftKeys.parse(rows);
}
