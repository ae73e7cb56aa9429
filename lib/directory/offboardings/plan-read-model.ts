import "server-only";
import { and, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { invites, members } from "@/lib/core/db/directory-tables";
import { env } from "@/lib/core/env/env";
import { isEverywhere, visibleTo } from "@/lib/core/organization/visibility";
import { isPending } from "@/lib/directory/invites/mirror";
import { listPendingByAddress } from "@/lib/directory/invites/pending-memberships-store";
import { getFacts, learnRefusals, toReasons } from "@/lib/directory/members/org-facts-read-model";
import {
  countSessions,
  isOneOf,
  listGrants,
  listInvites,
  listKeys,
  listOpen,
  listPlaces,
} from "./plan-parts-read-model";
import { type OffboardingPlan, offboardingPlan, type PlanInput } from "./schema";

type By = Permit<"members:write">;
type Person = { id: string | null; email: string; name: string; role: string | null; isEverywhere: boolean };

/** What would happen to these people. Addresses of nobody, and of people who left, are listed apart. */
export async function readPlan(by: By, { memberIds, addresses }: PlanInput): Promise<OffboardingPlan> {
  const asked = [...new Set(addresses.map((address) => address.trim().toLowerCase()).filter(Boolean))];
  const found = await findMembers(by, memberIds, asked);
  const known = new Set(found.map(({ email }) => email.toLowerCase()));
  const others = asked.filter((address) => !known.has(address));
  const people: Person[] = [...found, ...(await findInvited(others))];
  const missing = memberIds.filter((id) => !found.some((one) => one.id === id));
  const left = await findLeft(
    missing,
    others.filter((one) => !people.some(({ email }) => email === one)),
  );
  const listed = new Set([...people, ...left].map(({ email }) => email.toLowerCase()));
  return offboardingPlan.parse({
    people: await describe(by, people),
    unknown: others.filter((address) => !listed.has(address)),
    left,
  });
}

async function findMembers(by: By, ids: readonly string[], addresses: readonly string[]): Promise<Person[]> {
  const isAsked = sql`(${isOneOf(members.id, ids)} or ${isOneOf(sql`lower(${members.email})`, addresses)})`;
  const db = await database();
  return db
    .select({
      id: members.id,
      email: members.email,
      name: members.name,
      role: members.role,
      isEverywhere,
    })
    .from(members)
    .where(and(isAsked, visibleTo(by.actor).members))
    .orderBy(members.email);
}

/** People without an account, who have an invite or a grant. */
async function findInvited(addresses: readonly string[]): Promise<Person[]> {
  if (addresses.length === 0) return [];
  const db = await database();
  const { rows } = await db.execute<{ email: string }>(sql`
    select lower(${invites.email}) as email from ${invites}
      where ${isPending} and ${isOneOf(sql`lower(${invites.email})`, addresses)}
    union select lower(${grants.email}) from ${grants} where ${isOneOf(sql`lower(${grants.email})`, addresses)}
    order by 1`);
  return rows.map(({ email }) => ({ id: null, email, name: "", role: null, isEverywhere: false }));
}

async function findLeft(
  ids: readonly string[],
  addresses: readonly string[],
): Promise<{ id: string; email: string }[]> {
  if (ids.length + addresses.length === 0) return [];
  const db = await database();
  const { rows } = await db.execute<{ id: string; email: string }>(sql`
    select distinct on (2) ${members.id} as id, lower(${members.email}) as email from ${members}
    where ${isOneOf(members.id, ids)} or ${isOneOf(sql`lower(${members.email})`, addresses)} order by 2, ${members.goneAt} desc`);
  return rows;
}

async function describe(by: By, people: readonly Person[]) {
  const ids = people.flatMap(({ id }) => id ?? []);
  const emails = people.map(({ email }) => email.toLowerCase());
  const [facts, refusals, keys, places, pending, planned, granted, sessions, open] = await Promise.all([
    getFacts(),
    learnRefusals(),
    listKeys(by, ids),
    listPlaces(ids),
    listInvites(emails),
    listPendingByAddress(emails),
    listGrants(emails),
    countSessions(emails),
    listOpen(emails),
  ]);
  return people.map((person) => {
    const { id: memberId, email, role } = person;
    const key = email.toLowerCase();
    const isSelf =
      key === by.actor.email.toLowerCase() || (memberId !== null && memberId === by.actor.memberId);
    const removal = role === null ? null : toReasons(role, facts, refusals).removalReason;
    return {
      ...person,
      key,
      memberId,
      reason: isSelf ? "own_account" : removal,
      places: places.filter(({ userId }) => userId === memberId),
      invites: pending.filter((invite) => invite.email === key),
      planned: (planned.get(key) ?? []).filter(({ state }) => state !== "given"),
      grant: granted.find((grant) => grant.email === key)?.persona ?? null,
      isBreakGlass: env.BOOTSTRAP_ADMINS.includes(key),
      keys: keys.filter((one) => one.memberId === memberId),
      claudeCodeSessions: facts.isMasked || !facts.isClaudeCodeRead ? null : (sessions.get(key) ?? 0),
      open: open.find((one) => one.email === key) ?? null,
    };
  });
}
