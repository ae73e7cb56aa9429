import "server-only";
import { and, inArray, isNull, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { apiKeys } from "@/lib/core/db/directory-tables";
import { sumOthers } from "@/lib/core/db/other-cents";
import { apiKeyUsage } from "@/lib/core/db/report-tables";
import { claudeCodeKeyIds } from "@/lib/core/organization/claude-code-keys";
import { visibleTo } from "@/lib/core/organization/visibility";
import { getSetting } from "@/lib/core/settings/store";
import type { KeysPage } from "./schema";
import type { KeySearch } from "./search-params";

/** Sums of fewer keys would reveal too much about their people. */
const minKeys = 5;

/** Null unless names are masked. Its sums ignore the filter, and it is hidden by filters that would single out keys. */
export async function findMergedKeys(
  by: Permit<"keys:read">,
  search: KeySearch,
): Promise<KeysPage["merged"]> {
  if (isPicking(search) || !(await getSetting("mask_names"))) return null;
  const isSeen = and(
    isNull(apiKeys.goneAt),
    visibleTo(by.actor).inWorkspace(apiKeys.workspaceId),
    search.workspace.length > 0 ? inArray(apiKeys.workspaceId, search.workspace) : undefined,
  );
  const isTold = sql`count(*) >= ${minKeys}`;
  const db = await database();
  const { rows } = await db.execute<NonNullable<KeysPage["merged"]>>(sql`
    select count(*)::int as count, (case when ${isTold} then coalesce(sum(u.tokens_30d), 0) end)::float8 as "tokens30d",
      (case when ${isTold} then trim_scale(sum(u.cents_30d)) end)::text as "cents30d",
      (case when ${isTold} then ${sumOthers(sql`select unnest(array_agg(u.other_cents_30d)) as others`)} end) as "otherCents30d"
    from ${apiKeys} left join ${apiKeyUsage} u on u.api_key_id = ${apiKeys.id}
    where ${apiKeys.id} in ${claudeCodeKeyIds} and ${isSeen}`);
  const [found] = rows;
  return found && found.count > 0 ? found : null;
}

function isPicking({ q, status, unused, expiry, maker, only }: KeySearch): boolean {
  const isChosen = status.length > 0 || maker.length > 0 || only.length > 0;
  return isChosen || q.trim() !== "" || unused !== null || expiry !== null;
}
