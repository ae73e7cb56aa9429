import "server-only";
import { and, asc, desc, eq, ne, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { apiKeys } from "@/lib/core/db/directory-tables";
import { AppError } from "@/lib/core/errors/errors";
import { claudeCodeKeyIds } from "@/lib/core/organization/claude-code-keys";
import { currentStatus } from "@/lib/core/organization/key-status";
import { visibleTo } from "@/lib/core/organization/visibility";
import { isNamed, place } from "./filter-sql";
import { findKeyRow, selectKeys, withMarks } from "./list-read-model";
import { type KeyRow, keyRows } from "./schema";

const maxShown = 50;

/**
 * Active keys that could take over: those of the same workspace, and wherever the person can see if they search. Newest
 * first, because a replacement was probably just created. Claude Code made its keys for one person each, so those of
 * others replace nothing.
 * @throws AppError not_found, also if the key isn't visible
 */
export async function listReplacements(
  by: Permit<"keys:read">,
  { key: keyId, q }: { key: string; q: string },
): Promise<KeyRow[]> {
  const key = await findKeyRow(by, keyId);
  if (!key) throw new AppError("not_found", "there is no such key");
  const isNear = eq(place, key.workspaceId ?? key.scope);
  const isOfOthers = sql`(${apiKeys.id} in ${claudeCodeKeyIds} and ${apiKeys.createdById} is distinct from ${key.makerId})`;
  const db = await database();
  const rows = await selectKeys(db, by)
    .where(
      and(
        visibleTo(by.actor).keys,
        eq(currentStatus, "active"),
        ne(apiKeys.id, keyId),
        sql`not ${isOfOthers}`,
        isNamed(q.trim()) ?? isNear,
      ),
    )
    .orderBy(sql`${isNear} desc`, sql`${desc(apiKeys.createdAt)} nulls last`, asc(apiKeys.id))
    .limit(maxShown);
  return keyRows.parse(await withMarks(by, rows));
}
