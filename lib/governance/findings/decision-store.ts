import "server-only";
import { and, eq, inArray, isNull } from "drizzle-orm";
import { getActor } from "@/lib/core/auth/actor";
import { can } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import { findings } from "@/lib/core/db/finding-tables";
import { AppError } from "@/lib/core/errors/errors";
import { isVisibleFinding } from "@/lib/core/marks/visible-sql";

export type FindingRow = typeof findings.$inferSelect;
export type Decision = Partial<
  Pick<
    FindingRow,
    "dismissedBy" | "dismissedAt" | "dismissedUntil" | "dismissReason" | "assignedTo" | "assignedBy" | "dueOn"
  >
>;

/** @throws AppError not_found, also for a finding that is out of reach or resolved */
export async function getOpenFinding({ actor }: Permit<"findings:write">, id: string): Promise<FindingRow> {
  const found = await findOpen(actor, id);
  if (!found) throw new AppError("not_found", "there is no such open finding in reach");
  return found;
}

/** Only someone who sees the finding can be asked to mend it. */
export async function isAssignable(email: string, findingId: string): Promise<boolean> {
  const actor = await getActor(email);
  return actor !== null && can(actor, "findings:read") && (await findOpen(actor, findingId)) !== undefined;
}

/** By ID; without those that are out of reach or resolved. */
export async function listOpenLabels(
  { actor }: Permit<"findings:write">,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const db = await database();
  const rows = await db
    .select({ id: findings.id, label: findings.label })
    .from(findings)
    .where(and(inArray(findings.id, [...ids]), isNull(findings.resolvedAt), isVisibleFinding(actor)));
  return new Map(rows.map(({ id, label }) => [id, label]));
}

async function findOpen(actor: Pick<Actor, "workspaceIds">, id: string): Promise<FindingRow | undefined> {
  const db = await database();
  const isOpen = and(eq(findings.id, id), isNull(findings.resolvedAt));
  const [found] = await db
    .select()
    .from(findings)
    .where(and(isOpen, isVisibleFinding(actor)));
  return found;
}

/** @throws AppError conflict if it was resolved meanwhile */
export async function saveDecision(id: string, decision: Decision): Promise<void> {
  const db = await database();
  const saved = await db
    .update(findings)
    .set(decision)
    .where(and(eq(findings.id, id), isNull(findings.resolvedAt)))
    .returning({ id: findings.id });
  if (saved.length === 0) throw new AppError("conflict", "the finding was resolved meanwhile");
}
