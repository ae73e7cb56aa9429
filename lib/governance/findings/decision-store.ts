import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { getActor } from "@/lib/core/auth/actor";
import { can } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { findings } from "@/lib/core/db/finding-tables";
import { AppError } from "@/lib/core/errors/errors";
import { isVisibleFinding } from "@/lib/core/marks/visible-sql";

type Row = typeof findings.$inferSelect;
export type Decision = Partial<
  Pick<
    Row,
    "dismissedBy" | "dismissedAt" | "dismissedUntil" | "dismissReason" | "assignedTo" | "assignedBy" | "dueOn"
  >
>;

/** @throws AppError not_found, also for a finding that is out of reach or resolved */
export async function getOpenFinding({ actor }: Permit<"findings:write">, id: string): Promise<Row> {
  const found = await findOpen(actor, id);
  if (!found) throw new AppError("not_found", "there is no such open finding in reach");
  return found;
}

/** @throws AppError refused for someone who doesn't see the finding */
export async function requireAssignee(email: string, findingId: string): Promise<void> {
  const actor = await getActor(email);
  const isFit = actor !== null && can(actor, "findings:read") && (await findOpen(actor, findingId));
  if (!isFit)
    throw new AppError("refused", "the person doesn't see it", { reason: "assignee_without_access" });
}

async function findOpen(actor: Pick<Actor, "workspaceIds">, id: string): Promise<Row | undefined> {
  const db = await database();
  const isOpen = and(eq(findings.id, id), isNull(findings.resolvedAt));
  const [found] = await db
    .select()
    .from(findings)
    .where(and(isOpen, isVisibleFinding(actor)));
  return found;
}

/** @throws AppError conflict if it was resolved meanwhile */
export async function saveDecision(tx: Transaction, id: string, decision: Decision): Promise<void> {
  const saved = await tx
    .update(findings)
    .set(decision)
    .where(and(eq(findings.id, id), isNull(findings.resolvedAt)))
    .returning({ id: findings.id });
  if (saved.length === 0) throw new AppError("conflict", "the finding was resolved meanwhile");
}
