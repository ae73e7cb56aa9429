import "server-only";
import { and, eq, gt, isNull, ne, or, sql } from "drizzle-orm";
import { openEntry } from "@/lib/core/audit/entry";
import { getActor } from "@/lib/core/auth/actor";
import type { Persona } from "@/lib/core/auth/vocabulary";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { env } from "@/lib/core/env/env";
import { dayMs } from "@/lib/core/format/calendar";
import { fetchMember } from "@/lib/directory/members/gateway";
import { saveMember } from "@/lib/directory/members/mirror";
import { syncMemberByEmail, syncMembers } from "@/lib/directory/members/sync";
import { fetchMembership, fetchWorkspace } from "@/lib/directory/workspaces/gateway";
import { syncWorkspaceMembers, syncWorkspaces } from "@/lib/directory/workspaces/sync";
import { applyMembership, saveWorkspace } from "@/lib/directory/workspaces/write-mirror";
import { type ClickableName, clickable, type PersonaName, personas } from "@/lib/sandbox/personas";
import { findPersona, isInPlace, restorePersona as restoreInSandbox } from "@/lib/sandbox/restore-persona";
import { openSandbox } from "@/lib/sandbox/transport";

const grantDays = 90;

/**
 * Makes the person behind a persona match it again, in the sandbox's organization, the mirror, and the grants. What had
 * to be undone is one audited operation.
 */
export async function restorePersona(name: ClickableName): Promise<void> {
  if (!env.isSandbox) return;
  if (name === "auditor") return restoreAuditor();
  const grant = await findObstacle(name);
  if (grant || !isInPlace(openSandbox().store, name)) await undo(name, grant);
  await syncMemberByEmail(personas[name]);
  // The mirror may be behind: nothing was read yet, or it is from before a restart.
  if ((await getActor(personas[name]))?.persona !== name) await syncPeople();
}

/** Whose grant was never given, has ended, was changed, or was suspended. */
async function restoreAuditor(): Promise<void> {
  const email = clickable.auditor;
  const now = new Date();
  if ((await getActor(email, now))?.persona === "auditor") return;
  const entry = await openEntry({ ...toOpening("auditor", email), request: { persona: "auditor" } });
  const grant = {
    persona: "auditor",
    expiresAt: new Date(now.getTime() + grantDays * dayMs),
    createdBy: personas.admin,
    createdAt: now,
    suspendedAt: null,
    suspendedFor: null,
  };
  await entry.settle({ outcome: "succeeded", label: email, before: null, after: grant }, async (tx) => {
    await tx
      .insert(grants)
      .values({ email, ...grant })
      .onConflictDoUpdate({ target: grants.email, set: grant });
  });
}

function toOpening(persona: Persona, email: string) {
  const actor = { id: "sandbox", email, name: email, memberId: null, persona, workspaceIds: null };
  return {
    actor: { ...actor, isReadOnly: env.READ_ONLY, session: null },
    action: "sandbox.restore_persona",
    targetId: email,
  } as const;
}

async function undo(name: PersonaName, grant: string | null): Promise<void> {
  const { store } = openSandbox();
  const before = { ...toState(name), grant };
  const entry = await openEntry({ ...toOpening(name, personas[name]), request: { persona: name } });
  const { user, workspaceIds } = restoreInSandbox(store, name);
  const [member, places] = await Promise.all([fetchMember(user.id), fetchPlaces(user.id, workspaceIds)]);
  const after = { ...toState(name), grant: null };
  await entry.settle({ outcome: "succeeded", label: user.name, before, after }, async (tx) => {
    if (member) await saveMember(tx, member);
    for (const { workspace, membership, workspaceId } of places) {
      if (workspace) await saveWorkspace(tx, workspace);
      await applyMembership(tx, { workspaceId, userId: user.id }, membership);
    }
    await deleteObstacle(tx, name);
  });
}

async function fetchPlaces(userId: string, workspaceIds: readonly string[]) {
  return Promise.all(
    workspaceIds.map(async (workspaceId) => ({
      workspaceId,
      workspace: await fetchWorkspace(workspaceId),
      membership: await fetchMembership({ workspaceId, userId }),
    })),
  );
}

function toState(name: PersonaName) {
  const { store } = openSandbox();
  const user = findPersona(store, name);
  const places = [...store.grants].flatMap(([workspaceId, granted]) => {
    const role = user && granted.get(user.id);
    const workspace = store.workspaces.get(workspaceId);
    return role && workspace && workspace.archived_at === null ? [[workspace.name, role]] : [];
  });
  return { role: user?.role ?? null, workspaces: Object.fromEntries(places) };
}

async function syncPeople(): Promise<void> {
  await syncMembers();
  await syncWorkspaces();
  await syncWorkspaceMembers();
}

async function findObstacle(name: PersonaName): Promise<string | null> {
  const db = await database();
  const [found] = await db.select({ persona: grants.persona }).from(grants).where(isObstacle(name));
  return found?.persona ?? null;
}

async function deleteObstacle(tx: Transaction, name: PersonaName): Promise<void> {
  await tx.delete(grants).where(isObstacle(name));
}

/** Nothing outranks a directory admin, so a grant changes nothing for that persona. */
function isObstacle(name: PersonaName) {
  if (name === "admin") return sql`false`;
  return and(
    eq(sql`lower(${grants.email})`, personas[name]),
    ne(grants.persona, name),
    or(isNull(grants.expiresAt), gt(grants.expiresAt, new Date())),
  );
}
