import "server-only";
import { and, eq, gt, isNull, lte, sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { type Actor, findMember } from "./actor";

/** `memberId` is null for who wasn't in the directory then, and where it wasn't kept. */
export type Then = { memberId: string | null; at: Date };

/**
 * Whether it was the actor who did something then, and not someone before them with their address. Whoever left and came
 * back isn't the same person: what they had doesn't come back with them.
 */
export async function wasSamePerson(actor: Actor, { memberId, at }: Then): Promise<boolean> {
  const db = await database();
  if (memberId === null) {
    const isTheirs = eq(sql`lower(${members.email})`, actor.email.toLowerCase());
    return (await db.$count(members, and(isTheirs, gt(members.goneAt, at)))) === 0;
  }
  if (actor.memberId !== memberId) return false;
  const isThere = and(eq(members.id, memberId), isNull(members.goneAt), lte(members.firstSeenAt, at));
  return (await db.$count(members, isThere)) > 0;
}

/** Null for who isn't in the directory, and for who came into it just after. */
export async function findMemberIdThen(address: string, at: Date): Promise<string | null> {
  const member = await findMember(address);
  return member && member.firstSeenAt <= at ? member.id : null;
}
