import "server-only";
import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import { grants } from "@/lib/db/access-tables";
import { database } from "@/lib/db/client";
import { members, workspaceMembers, workspaces } from "@/lib/db/directory-tables";
import { env } from "@/lib/env";
import { type Persona, personas } from "./permissions";

export type Actor = {
  /** The member's id, `link` for the one-time link, `grant:<email>` for people outside the directory. */
  id: string;
  email: string;
  name: string;
  memberId: string | null;
  persona: Persona;
  /** null sees the whole organisation; a lead has the workspaces they administer, a member none. */
  workspaceIds: readonly string[] | null;
  /** Whether this installation takes no writes, whoever asks. */
  isReadOnly: boolean;
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
 * Who this e-mail is at this moment, or null for a stranger. Admin wins wherever it comes from. Otherwise a grant
 * stands in for what the directory gives, even where that takes a lead's writes away: it is an admin's decision.
 */
export async function getActor(email: string, now = new Date()): Promise<Actor | null> {
  const address = email.toLowerCase();
  const [member, granted] = await Promise.all([findMember(address), findGrant(address, now)]);
  const standing = await rank(address, member, granted);
  if (!standing) return null;
  return {
    id: member?.id ?? `grant:${address}`,
    email: member?.email ?? address,
    name: member?.name || address,
    memberId: member?.id ?? null,
    isReadOnly: env.READ_ONLY,
    ...standing,
  };
}

/** The person behind the one-time link: whoever can read the log of a new installation. */
export function getLinkActor(): Actor {
  const email = env.BOOTSTRAP_ADMINS[0] ?? "first-admin";
  const isReadOnly = env.READ_ONLY;
  return { id: "link", email, name: "First admin", memberId: null, isReadOnly, ...everywhere("admin") };
}

async function rank(
  address: string,
  member: Awaited<ReturnType<typeof findMember>>,
  granted: Persona | null,
): Promise<Standing | null> {
  const ofRole = member && personaOfRole[member.role];
  const isAdmin = env.BOOTSTRAP_ADMINS.includes(address) || granted === "admin" || ofRole === "admin";
  if (isAdmin) return everywhere("admin");
  if (granted) return everywhere(granted);
  if (ofRole) return everywhere(ofRole);
  if (!member) return null;
  const workspaceIds = await listLedWorkspaces(member.id);
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
    .where(and(eq(sql`lower(${members.email})`, address), isNull(members.goneAt)))
    .orderBy(members.addedAt)
    .limit(1);
  return found;
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
  // A grant covers the whole organisation; a lead's or a member's place is the directory's to give.
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
