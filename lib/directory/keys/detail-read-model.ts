import "server-only";
import { and, desc, eq, isNotNull, sql } from "drizzle-orm";
import { can } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { apiKeys, members, workspaces } from "@/lib/core/db/directory-tables";
import { offboardingKeys, offboardings } from "@/lib/core/db/offboarding-tables";
import { bulkRuns } from "@/lib/core/db/own-tables";
import { AppError } from "@/lib/core/errors/errors";
import { findAllLoading } from "@/lib/core/history/store";
import { unicode } from "@/lib/core/organization/collation";
import { isDoneOffboarding } from "@/lib/core/organization/key-owners";
import { toReachedPlaces } from "@/lib/core/organization/key-reach";
import { findPeople } from "@/lib/core/organization/people";
import { visibleTo } from "@/lib/core/organization/visibility";
import { listKeyHistory } from "./history-read-model";
import { findKeyRow } from "./list-read-model";
import { findRotation } from "./rotation-store";
import type { KeyDetail, KeyHandover, KeyRow } from "./schema";
import { getUsageDays } from "./traffic-read-model";

/** Null also if the key isn't visible. */
export async function findKeyDetail(by: Permit<"keys:read">, keyId: string): Promise<KeyDetail | null> {
  const key = await findKeyRow(by, keyId);
  if (!key) return null;
  return {
    key,
    reach: await findReach(key),
    usage: await getUsageDays(),
    loading: await findAllLoading(["usage"]),
    history: await listKeyHistory(by, keyId),
    rotation: await findRotation(by, key),
    handovers: await listHandovers(by, keyId),
  };
}

/** @throws AppError not_found, also where the key is out of reach */
export async function getKeyDetail(by: Permit<"keys:read">, keyId: string): Promise<KeyDetail> {
  const found = await findKeyDetail(by, keyId);
  if (!found) throw new AppError("not_found", "the mirror has no such key in reach");
  return found;
}

/** Only people who see all workspaces see a key that belongs to none. */
async function findReach({ id, workspaceId, status }: KeyRow): Promise<KeyDetail["reach"]> {
  if (workspaceId !== null || !["active", "inactive"].includes(status)) return null;
  const db = await database();
  const { rows } = await db.execute<{ id: string; name: string; isReached: boolean }>(sql`
    select place.id, place.name, place.id in ${toReachedPlaces(sql`k`)} as "isReached"
    from ${workspaces} place join ${apiKeys} k on k.id = ${id}
    where place.gone_at is null and place.archived_at is null order by place.is_default desc, place.name ${unicode}, place.id`);
  const reached = rows.filter(({ isReached }) => isReached);
  return {
    isAll: reached.length === rows.length,
    workspaces: reached.map((place) => ({ id: place.id, name: place.name })),
  };
}

/**
 * To whom a visible key was handed over when people left, the last first. Only for those who may open the receipt: a
 * lead, once the person has left a workspace of theirs.
 */
async function listHandovers(by: Permit<"keys:read">, keyId: string): Promise<KeyHandover[]> {
  const { actor } = by;
  if (!can(actor, "members:read")) return [];
  const { isAll, inWorkspace, members: isMemberVisible } = visibleTo(actor);
  const isShared = sql`exists (select 1 from jsonb_array_elements(${offboardings.places}) place
    where ${inWorkspace(sql`place ->> 'id'`)})`;
  const db = await database();
  const rows = await db
    .select({
      offboardingId: offboardings.id,
      personId: offboardings.memberId,
      person: sql<string>`coalesce(nullif(${offboardings.name}, ''), ${offboardings.email})`,
      ownerId: offboardingKeys.ownerId,
      ownerEmail: offboardingKeys.ownerEmail,
      isOwnerVisible: sql<boolean>`exists (select 1 from ${members}
        where ${members.id} = ${offboardingKeys.ownerId} and ${isMemberVisible})`,
      note: offboardingKeys.note,
      by: bulkRuns.createdBy,
      at: bulkRuns.finishedAt,
    })
    .from(offboardingKeys)
    .innerJoin(offboardings, eq(offboardings.id, offboardingKeys.offboardingId))
    .innerJoin(bulkRuns, eq(bulkRuns.id, offboardings.runId))
    .leftJoin(members, eq(members.id, offboardings.memberId))
    .where(
      and(
        eq(offboardingKeys.keyId, keyId),
        eq(offboardingKeys.choice, "hand_over"),
        isDoneOffboarding,
        isAll ? undefined : and(isNotNull(members.goneAt), isShared),
      ),
    )
    .orderBy(desc(bulkRuns.finishedAt), desc(offboardings.id));
  const toPerson = await findPeople(
    by.actor,
    rows.flatMap(({ by: email, ownerEmail }) => [email, ownerEmail]),
  );
  return rows.map(({ at, ownerId, isOwnerVisible, ...row }) => ({
    ...row,
    ownerName: toPerson(row.ownerEmail).name,
    byName: toPerson(row.by).name,
    ownerId: isOwnerVisible ? ownerId : null,
    at: at?.toISOString() ?? "",
  }));
}
