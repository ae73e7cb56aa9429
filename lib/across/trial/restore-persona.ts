import "server-only";
import { and, eq, gt, isNull, ne, or, sql } from "drizzle-orm";
import { openEntry } from "@/lib/core/audit/entry";
import { getActor } from "@/lib/core/auth/actor";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { env } from "@/lib/core/env/env";
import { fetchMember } from "@/lib/directory/members/gateway";
import { saveMember } from "@/lib/directory/members/mirror";
import { syncMemberByEmail, syncMembers } from "@/lib/directory/members/sync";
import { fetchMembership, fetchWorkspace } from "@/lib/directory/workspaces/gateway";
import { syncWorkspaceMembers, syncWorkspaces } from "@/lib/directory/workspaces/sync";
import { applyMembership, saveWorkspace } from "@/lib/directory/workspaces/write-mirror";
import { type PersonaName, personas } from "@/lib/sandbox/personas";
import { findPersona, isInPlace, restorePersona as restoreInSandbox } from "@/lib/sandbox/restore-persona";
import { openSandbox } from "@/lib/sandbox/transport";

/**
 * Makes the person behind a persona match it again, in the sandbox's organization, the mirror, and the grants. What had
 * to be undone is one audited operation.
 */
export async function restorePersona(name: PersonaName): Promise<void> {
  if (!env.isSandbox) return;
  const grant = await findObstacle(name);
  if (grant || !isInPlace(openSandbox().store, name)) await undo(name, grant);
  await syncMemberByEmail(personas[name]);
  // The mirror may be behind: nothing was read yet, or it is from before a restart.
  if ((await getActor(personas[name]))?.persona !== name) await syncPeople();
}

async function undo(name: PersonaName, grant: string | null): Promise<void> {
  const { store } = openSandbox();
  const before = { ...toState(name), grant };
  const email = personas[name];
  const actor = { id: "sandbox", email, name: email, memberId: null, persona: name, workspaceIds: null };
  const entry = await openEntry({
    actor: { ...actor, isReadOnly: env.READ_ONLY, session: null },
    action: "sandbox.restore_persona",
    targetId: email,
    request: { persona: name },
  });
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
