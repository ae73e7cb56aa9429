import "server-only";
import { and, desc, eq, isNotNull, sql } from "drizzle-orm";
import { can } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { offboardingKeys, offboardings } from "@/lib/core/db/offboarding-tables";
import { bulkRuns } from "@/lib/core/db/own-tables";
import { isDoneOffboarding } from "@/lib/core/organization/key-owners";
import { findPeople } from "@/lib/core/organization/people";
import { visibleTo } from "@/lib/core/organization/visibility";
import type { KeyHandover } from "./schema";

/**
 * To whom a visible key was handed over when people left, the last first. Only for those who may open the receipt: a
 * lead, once the person has left a workspace of theirs.
 */
export async function listHandovers(by: Permit<"keys:read">, keyId: string): Promise<KeyHandover[]> {
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
