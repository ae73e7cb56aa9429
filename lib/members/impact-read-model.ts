import "server-only";
import { and, inArray, sql } from "drizzle-orm";
import type { Permit } from "@/lib/auth/permit";
import { database } from "@/lib/db/client";
import { members } from "@/lib/db/directory-tables";
import { AppError } from "@/lib/errors";
import { visibleTo } from "@/lib/visibility";
import { listKeysOf } from "./keys-read-model";
import { getFacts, learnRefusals, toReasons } from "./org-facts-read-model";
import { type MemberImpact, memberImpact } from "./schema";

/** @throws AppError not_found, also if one of them isn't visible */
export async function getMemberImpact(
  by: Permit<"members:read">,
  memberIds: readonly string[],
): Promise<MemberImpact> {
  const ids = [...new Set(memberIds)];
  const db = await database();
  const people = await db
    .select({ id: members.id, email: members.email, name: members.name, role: members.role })
    .from(members)
    .where(and(inArray(members.id, ids), visibleTo(by.actor).members))
    .orderBy(members.email);
  if (people.length < ids.length) throw new AppError("not_found", "the mirror has not all of these members");
  const [facts, refusals] = await Promise.all([getFacts(), learnRefusals()]);
  const { rows } = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from ${visibleTo(by.actor).memberships} places where user_id in ${ids}`,
  );
  return memberImpact.parse({
    people: people.map((person) => ({ ...person, ...toReasons(person.role, facts, refusals) })),
    workspaceCount: rows[0]?.count ?? 0,
    keys: await listKeysOf(by, ids),
  });
}
