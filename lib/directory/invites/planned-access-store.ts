import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { toKeptSession } from "@/lib/core/auth/kept-session";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { workspaces } from "@/lib/core/db/directory-tables";
import { invitedMemberships } from "@/lib/core/db/own-tables";
import { AppError } from "@/lib/core/errors/errors";
import { visibleTo } from "@/lib/core/organization/visibility";

/** One membership that waits for an invite to be accepted. */
type Planned = { email: string; workspaceId: string };

function isIt({ email, workspaceId }: Planned) {
  const isSame = and(
    eq(invitedMemberships.email, email.toLowerCase()),
    eq(invitedMemberships.workspaceId, workspaceId),
  );
  return and(isSame, isNull(invitedMemberships.appliedAt));
}

export async function findPlannedRole(planned: Planned): Promise<string | null> {
  const db = await database();
  const [found] = await db
    .select({ role: invitedMemberships.role })
    .from(invitedMemberships)
    .where(isIt(planned));
  return found?.role ?? null;
}

/** It is given in the name of whoever planned it last, with the rights that they have then. */
export async function savePlannedRole(
  tx: Transaction,
  { email, session }: Actor,
  planned: Planned & { role: string },
): Promise<void> {
  const fresh = { createdAt: new Date(), appliedAt: null, errorCode: null, attempts: 0 };
  const row = {
    ...planned,
    email: planned.email.toLowerCase(),
    createdBy: email,
    ...toKeptSession(session),
    ...fresh,
  };
  await tx
    .insert(invitedMemberships)
    .values(row)
    .onConflictDoUpdate({ target: [invitedMemberships.email, invitedMemberships.workspaceId], set: row });
}

export async function deletePlannedRole(tx: Transaction, planned: Planned): Promise<void> {
  await tx.delete(invitedMemberships).where(isIt(planned));
}

/** @throws AppError not_found, also if the workspace is out of reach; refused if no one can be added to it */
export async function getPlannable(actor: Actor, workspaceId: string): Promise<{ name: string }> {
  const db = await database();
  const [found] = await db
    .select({ name: workspaces.name, isDefault: workspaces.isDefault, archivedAt: workspaces.archivedAt })
    .from(workspaces)
    .where(and(eq(workspaces.id, workspaceId), visibleTo(actor).workspaces));
  if (!found) throw new AppError("not_found", "there is no such workspace in reach");
  if (found.isDefault) throw new AppError("refused", "everyone reaches it", { reason: "default_workspace" });
  if (found.archivedAt) throw new AppError("refused", "it is archived", { reason: "archived_workspace" });
  return found;
}
