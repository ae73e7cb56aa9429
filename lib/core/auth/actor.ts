import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { grants, type sessions } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { env } from "@/lib/core/env/env";
import { isInForce } from "./grant-sql";
import type { Permission } from "./permissions";
import { personaOfRole } from "./role-personas";
import { linkEmail, type Persona, personas } from "./vocabulary";

/** `authenticatedAt` is when the person last confirmed their identity, if known. Only a session has what is optional. */
export type ActorSession = {
  id: string;
  method: string;
  address: string;
  authenticatedAt: Date | null;
} & Partial<
  Pick<
    typeof sessions.$inferSelect,
    "startedAt" | "memberId" | "providerAddress" | "providerTime" | "acr" | "amr" | "isByPasskey"
  >
>;

export type Actor = {
  /** The member's ID, `link` for the one-time link, or `grant:<email>` for people outside the directory. */
  id: string;
  email: string;
  name: string;
  memberId: string | null;
  persona: Persona;
  /** Null for the whole organization; a lead's administered workspaces; empty for a member. */
  workspaceIds: readonly string[] | null;
  isReadOnly: boolean;
  /** The most that a program may do in the person's name; undefined for the person. */
  scopes?: readonly Permission[];
  /** Null for work that continues without the person, such as bulk rows. */
  session: ActorSession | null;
};

type Standing = Pick<Actor, "persona" | "workspaceIds">;

/**
 * Null for strangers. Admin wins wherever it comes from. Otherwise a grant replaces what the directory gives, even if
 * that removes a lead's writes: an admin decided it.
 */
export async function getActor(email: string, now = new Date()): Promise<Actor | null> {
  const address = email.toLowerCase();
  const [member, granted] = await Promise.all([findMember(address), findGrant(address, now)]);
  const standing = await rank({ address, role: member?.role, granted }, () =>
    member ? listLedWorkspaces(member.id) : [],
  );
  if (!standing) return null;
  return {
    id: member?.id ?? `grant:${address}`,
    email: member?.email ?? address,
    name: member?.name || address,
    memberId: member?.id ?? null,
    isReadOnly: env.READ_ONLY,
    session: null,
    ...standing,
  };
}

/** The actor of the one-time link: someone who can read a new installation's log and isn't in the directory. */
export function getLinkActor(): Actor {
  return {
    id: "link",
    email: linkEmail,
    name: "One-time link",
    memberId: null,
    isReadOnly: env.READ_ONLY,
    session: null,
    ...everywhere("admin"),
  };
}

/** The actor of a mailed link: someone who reads mail at this address, without a session and without any right. */
export function getAddressActor(email: string): Actor {
  const address = { id: `address:${email}`, email, name: email, memberId: null };
  return { ...address, isReadOnly: env.READ_ONLY, session: null, persona: "member", workspaceIds: [] };
}

/** The member with this role, leading these workspaces; grants from the database stay. */
export async function toActorOf(actor: Actor, role: string, ledIds: readonly string[]): Promise<Actor> {
  const address = actor.email.toLowerCase();
  const granted = await findGrant(address, new Date());
  return { ...actor, ...(await rank({ address, role, granted }, () => ledIds)) };
}

/** Whether the environment or a grant decides who the actor is, so that the directory has no say. */
export async function hasStandingOfStore({ email, persona }: Actor): Promise<boolean> {
  const address = email.toLowerCase();
  if (env.BOOTSTRAP_ADMINS.includes(address)) return true;
  return (await findGrant(address, new Date())) === persona;
}

/** Whether the person would have another standing here without their grant. */
export async function isDecidedByGrant({ email, persona }: Actor): Promise<boolean> {
  const address = email.toLowerCase();
  const [member, granted] = await Promise.all([findMember(address), findGrant(address, new Date())]);
  if (granted !== persona) return false;
  return (await rank({ address, role: member?.role, granted: null }, () => []))?.persona !== persona;
}

type Known = { address: string; role: string | undefined; granted: Persona | null };

async function rank(
  { address, role, granted }: Known,
  listLed: () => readonly string[] | Promise<readonly string[]>,
): Promise<Standing | null> {
  const ofRole = role === undefined ? undefined : personaOfRole[role];
  const isAdmin = env.BOOTSTRAP_ADMINS.includes(address) || granted === "admin" || ofRole === "admin";
  if (isAdmin) return everywhere("admin");
  if (granted) return everywhere(granted);
  if (ofRole) return everywhere(ofRole);
  if (role === undefined) return null;
  const workspaceIds = await listLed();
  return { persona: workspaceIds.length > 0 ? "lead" : "member", workspaceIds };
}

function everywhere(persona: Persona): Standing {
  return { persona, workspaceIds: null };
}

/** `address` is in lower case. */
export async function findMember(address: string) {
  const db = await database();
  const [found] = await db
    .select({
      id: members.id,
      email: members.email,
      name: members.name,
      role: members.role,
      firstSeenAt: members.firstSeenAt,
    })
    .from(members)
    .where(and(eq(sql`lower(${members.email})`, address), isPlain(members.email), isNull(members.goneAt)))
    .orderBy(members.addedAt)
    .limit(1);
  return found;
}

/** ASCII only: the database lowercases a Kelvin sign to a k, and would confuse two addresses. */
function isPlain(column: typeof members.email) {
  return sql`octet_length(${column}) = char_length(${column})`;
}

async function findGrant(address: string, now: Date): Promise<Persona | null> {
  const db = await database();
  const [found] = await db
    .select({ persona: grants.persona })
    .from(grants)
    .where(and(eq(sql`lower(${grants.email})`, address), isInForce(now)));
  const persona = personas.find((known) => known === found?.persona);
  // A grant covers the whole organization; only the directory makes leads and members.
  return persona === "admin" || persona === "finance" || persona === "auditor" ? persona : null;
}

async function listLedWorkspaces(memberId: string): Promise<string[]> {
  const db = await database();
  const rows = await db
    .select({ id: workspaces.id })
    .from(workspaceMembers)
    .innerJoin(workspaces, eq(workspaces.id, workspaceMembers.workspaceId))
    .where(
      and(
        eq(workspaceMembers.userId, memberId),
        eq(workspaceMembers.role, "workspace_admin"),
        isNull(workspaceMembers.goneAt),
        isNull(workspaces.goneAt),
        isNull(workspaces.archivedAt),
      ),
    )
    .orderBy(workspaces.id);
  return rows.map((row) => row.id);
}
