import "server-only";
import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import { grants } from "@/lib/db/access-tables";
import { database } from "@/lib/db/client";
import { members, workspaceMembers, workspaces } from "@/lib/db/directory-tables";
import { env } from "@/lib/env";
import { type Persona, personas } from "./permissions";
import { linkEmail } from "./vocabulary";

/** The session behind a request. `authenticatedAt` is when the person last proved who they are, if that is known. */
export type ActorSession = { id: string; method: string; address: string; authenticatedAt: Date | null };

export type Actor = {
  /** The member's id, `link` for the one-time link, `grant:<email>` for people outside the directory. */
  id: string;
  email: string;
  name: string;
  memberId: string | null;
  persona: Persona;
  /** null sees the whole organization; a lead has the workspaces they administer, a member none. */
  workspaceIds: readonly string[] | null;
  /** Whether this installation takes no writes, whoever asks. */
  isReadOnly: boolean;
  /** null for work that goes on without the person, such as the rows of a bulk run. */
  session: ActorSession | null;
};

type Standing = Pick<Actor, "persona" | "workspaceIds">;

const personaOfRole: Record<string, Persona> = {
  admin: "admin",
  owner: "admin",
  primary_owner: "admin",
  billing: "finance",
};

/** Roles of the directory that make their holder an admin here. */
export const adminRoles = Object.keys(personaOfRole).filter((role) => personaOfRole[role] === "admin");

/**
 * Who this email is at this moment, or null for a stranger. Admin wins wherever it comes from. Otherwise a grant
 * stands in for what the directory gives, even where that takes a lead's writes away: it is an admin's decision.
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

/** The one-time link: whoever can read the log of a new installation. It is nobody of the directory. */
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

/** A member as they are with this role, leading these workspaces; what the store itself grants them stays. */
export async function toActorOf(actor: Actor, role: string, ledIds: readonly string[]): Promise<Actor> {
  const address = actor.email.toLowerCase();
  const granted = await findGrant(address, new Date());
  return { ...actor, ...(await rank({ address, role, granted }, () => ledIds)) };
}

/** Whether the actor is who they are by the environment or a grant, and the directory has no word in it. */
export async function hasStandingOfStore({ email, persona }: Actor): Promise<boolean> {
  const address = email.toLowerCase();
  if (env.BOOTSTRAP_ADMINS.includes(address)) return true;
  return (await findGrant(address, new Date())) === persona;
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

async function findMember(address: string) {
  const db = await database();
  const [found] = await db
    .select({ id: members.id, email: members.email, name: members.name, role: members.role })
    .from(members)
    .where(and(eq(sql`lower(${members.email})`, address), isPlain(members.email), isNull(members.goneAt)))
    .orderBy(members.addedAt)
    .limit(1);
  return found;
}

/** Only ASCII: the store lowercases a Kelvin sign to a k, and would take one address for another. */
function isPlain(column: typeof members.email) {
  return sql`octet_length(${column}) = char_length(${column})`;
}

async function findGrant(address: string, now: Date): Promise<Persona | null> {
  const db = await database();
  const [found] = await db
    .select({ persona: grants.persona })
    .from(grants)
    .where(
      and(eq(sql`lower(${grants.email})`, address), or(isNull(grants.expiresAt), gt(grants.expiresAt, now))),
    );
  const persona = personas.find((known) => known === found?.persona);
  // A grant covers the whole organization; a lead's or a member's place is the directory's to give.
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
