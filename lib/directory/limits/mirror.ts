import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import type { Database, Transaction } from "@/lib/core/db/database";
import { limitReadings, workspaces } from "@/lib/core/db/directory-tables";
import { AppError } from "@/lib/core/errors/errors";
import type { RefusalReason } from "@/lib/core/errors/refusal-reasons";
import { toStorableJson } from "@/lib/core/format/storable";
import { visibleTo } from "@/lib/core/organization/visibility";
import { type LimitGroup, limitGroup, type OwnLimits, type SpendLimit, spendLimits } from "./schema";

type By = Permit<"workspaces:read"> | Permit<"workspaces:write"> | Permit<"limits:write">;
export type StoredReading = { entries: unknown[]; refusal: string | null; seenAt: Date };

export const organizationSubject = "rate:organization";
export const spendSubject = "spend";
export const spendWritesSubject = "spend:writes";
export const peaksSubject = "peaks";

export function toSubject(workspaceId: string): string {
  return `rate:${workspaceId}`;
}

/** @throws AppError not_found, also where the workspace is out of reach */
export async function getWorkspace(by: By, workspaceId: string) {
  const db = await database();
  const [found] = await db
    .select({
      name: workspaces.name,
      isDefault: workspaces.isDefault,
      isArchived: sql<boolean>`${workspaces.archivedAt} is not null`,
    })
    .from(workspaces)
    .where(and(eq(workspaces.id, workspaceId), visibleTo(by.actor).workspaces));
  if (!found) throw new AppError("not_found", "the mirror has no such workspace");
  const reason: RefusalReason | null = found.isDefault
    ? "default_workspace"
    : found.isArchived
      ? "archived_workspace"
      : null;
  return { ...found, reason };
}

export async function getReadings(subjects: readonly string[]): Promise<Map<string, StoredReading>> {
  const db = await database();
  const rows = await db
    .select()
    .from(limitReadings)
    .where(inArray(limitReadings.subject, [...subjects]));
  return new Map(rows.map(({ subject, ...reading }) => [subject, reading]));
}

export async function saveReading(
  tx: Transaction | Database,
  subject: string,
  { entries, refusal, seenAt }: StoredReading,
): Promise<void> {
  const row = { entries: toStorableJson(entries), refusal, seenAt };
  await tx
    .insert(limitReadings)
    .values({ subject, ...row })
    .onConflictDoUpdate({
      target: limitReadings.subject,
      set: row,
      setWhere: sql`${limitReadings.seenAt} <= excluded.seen_at`,
    });
}

/** Applies a write to the last reading; the next reading has everything. */
export async function applyOwnLimits(
  tx: Transaction,
  { workspaceId, rateLimitId }: { workspaceId: string; rateLimitId: string },
  own: OwnLimits,
): Promise<void> {
  const [known] = await tx
    .select()
    .from(limitReadings)
    .where(eq(limitReadings.subject, toSubject(workspaceId)))
    .for("update");
  if (!known || known.refusal !== null) return;
  const entries = toGroups(known.entries).map((group) =>
    group.id === rateLimitId ? { ...group, limits: withOwn(group.limits, own) } : group,
  );
  await saveReading(tx, known.subject, { entries, refusal: null, seenAt: new Date() });
}

function withOwn(limits: LimitGroup["limits"], own: OwnLimits): LimitGroup["limits"] {
  const known = new Map(limits.map((limit) => [limit.type, limit]));
  for (const [type, value] of Object.entries(own))
    known.set(type, { type, own: value, organization: known.get(type)?.organization ?? null });
  return [...known.values()];
}

export async function applySpendLimit(
  tx: Transaction,
  isThis: (limit: SpendLimit) => boolean,
  found: SpendLimit | null,
): Promise<void> {
  const [known] = await tx
    .select()
    .from(limitReadings)
    .where(eq(limitReadings.subject, spendSubject))
    .for("update");
  if (!known || known.refusal !== null) return;
  const others = spendLimits.parse(known.entries).filter((limit) => !isThis(limit));
  const entries = found ? [found, ...others] : others;
  await saveReading(tx, spendSubject, { entries, refusal: null, seenAt: new Date() });
}

export function toGroups(entries: readonly unknown[]): LimitGroup[] {
  return limitGroup.array().parse(entries);
}
