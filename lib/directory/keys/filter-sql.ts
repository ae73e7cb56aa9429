import "server-only";
import { and, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { alias, type PgColumn } from "drizzle-orm/pg-core";
import type { Actor } from "@/lib/core/auth/session";
import {
  apiKeys,
  members,
  serviceAccounts,
  workspaceMembers,
  workspaces,
} from "@/lib/core/db/directory-tables";
import { apiKeyUsage } from "@/lib/core/db/report-tables";
import { areDaysRead } from "@/lib/core/history/store";
import { unicode } from "@/lib/core/organization/collation";
import { isWideKeyReaching } from "@/lib/core/organization/key-reach";
import { currentStatus, isExpiringSoon } from "@/lib/core/organization/key-status";
import { isFoldedLike, isLike } from "@/lib/core/organization/search-sql";
import { visibleTo } from "@/lib/core/organization/visibility";
import { type KeySearch, toStatuses } from "./search-params";
import { goneMakers } from "./vocabulary";

export const makers = alias(members, "makers");
export const principals = alias(members, "principals");

export const joinedToKeys = sql`left join ${workspaces} on ${workspaces.id} = ${apiKeys.workspaceId}
  left join ${members} "makers" on ${makers.id} = ${apiKeys.createdById}
  left join ${members} "principals" on ${principals.id} = ${apiKeys.principalId}
  left join ${apiKeyUsage} on ${apiKeyUsage.apiKeyId} = ${apiKeys.id}`;

/** Only people can leave: the API lists no service accounts that left, and some keys have no creator. */
export const isMakerGone = sql<boolean>`(${apiKeys.createdByType} is not distinct from 'user'
  and (${makers.id} is null or ${makers.goneAt} is not null))`;

/** A lead can open the pages of people who may use their workspaces. */
export function hasPage(
  { actor }: { actor: Actor },
  person: typeof makers | typeof principals | typeof members,
): SQL<boolean> {
  const visible = visibleTo(actor);
  if (visible.isAll) return sql`${person.id} is not null`;
  const isPlace = and(
    eq(workspaceMembers.userId, person.id),
    visible.inWorkspace(workspaceMembers.workspaceId),
    isNull(workspaceMembers.goneAt),
  );
  return sql`(${person.goneAt} is null and exists (select 1 from ${workspaceMembers} where ${isPlace}))`;
}

/** The workspace ID, or the scope of a key without one. */
export const place = sql<string>`coalesce(${apiKeys.workspaceId}, ${apiKeys.scope})`;
export const principalName = sql<
  string | null
>`coalesce(nullif(${principals.name}, ''), ${principals.email}, (select name from ${serviceAccounts}
  where id = ${apiKeys.principalId} and gone_at is null))`;
const makerName = sql`coalesce(nullif(${makers.name}, ''), ${makers.email}, ${apiKeys.createdById})`;

export function isFound(search: KeySearch): SQL | undefined {
  const status = toStatuses(search);
  return and(isFoundInAnyStatus(search), status.length > 0 ? inArray(currentStatus, status) : undefined);
}

export function isFoundInAnyStatus({
  q,
  workspace,
  unused,
  expiry,
  maker,
  only,
}: KeySearch): SQL | undefined {
  return and(
    only.length > 0 ? inArray(apiKeys.id, only) : undefined,
    isNamed(q.trim()),
    workspace.length > 0 ? or(inArray(place, workspace), isWideKeyReaching(workspace)) : undefined,
    unused === null ? undefined : isUnusedFor(unused),
    expiry === "soon" ? isExpiringSoon : undefined,
    expiry === "never" ? isNull(apiKeys.expiresAt) : undefined,
    maker.length > 0 ? isOfMaker(maker) : undefined,
  );
}

export function isNamed(text: string): SQL | undefined {
  if (!text) return;
  return or(isFoldedLike(apiKeys.folded, text), isFoldedLike(makers.folded, text), isLike(apiKeys.id, text));
}

function isOfMaker(chosen: readonly string[]): SQL | undefined {
  const ids = chosen.filter((id) => id !== goneMakers);
  return or(
    ids.length > 0 ? inArray(apiKeys.createdById, ids) : undefined,
    chosen.includes(goneMakers) ? isMakerGone : undefined,
  );
}

/** An unused key counts from its creation. While days of the window aren't loaded, no key counts as unused. */
function isUnusedFor(days: number): SQL {
  const today = sql`(now() at time zone 'UTC')::date`;
  const since = sql`coalesce(${apiKeyUsage.lastUsedOn}, (${apiKeys.createdAt} at time zone 'UTC')::date)`;
  return sql`(${since} <= ${today} - ${days}::integer and ${areDaysRead("usage", days)})`;
}

export function toOrder(search: KeySearch): SQL {
  const keys = toSortKeys(search).map((key) => sql`${key} ${sql.raw(search.direction)} nulls last`);
  return sql.join(keys, sql`, `);
}

export function toSortKeys({ sort }: KeySearch): SQL[] {
  const byLetter = (text: SQL | PgColumn) => sql`${text} ${unicode}`;
  const columns: Record<KeySearch["sort"], SQL[]> = {
    name: [byLetter(apiKeys.name)],
    hint: [sql`${apiKeys.partialKeyHint}`],
    status: [currentStatus],
    place: [byLetter(workspaces.name)],
    maker: [byLetter(makerName)],
    principal: [
      sql`${apiKeys.principalKind}`,
      byLetter(sql`coalesce(${principalName}, ${apiKeys.principalId})`),
    ],
    created: [sql`${apiKeys.createdAt}`],
    expires: [sql`${apiKeys.expiresAt}`],
    // A key that was never used comes before all others, so that the least recently used ones begin with it.
    used: [sql`coalesce(${apiKeyUsage.lastUsedOn}, '-infinity'::date)`],
    cost: [sql`${apiKeyUsage.cents30d}`],
    tokens: [sql`coalesce(${apiKeyUsage.tokens30d}, 0)`],
  };
  return columns[sort];
}
