import "server-only";
import { expect } from "vitest";
import { database } from "@/lib/core/db/client";
import { apiKeys, invites, members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { apiKeyUsage, personUsage } from "@/lib/core/db/report-tables";
import { dayMs, toDay } from "@/lib/core/format/calendar";
import { toRuleSetting } from "@/lib/core/marks/rule-vocabulary";
import type { FindingRule } from "@/lib/core/marks/vocabulary";
import { rules } from "./rules/all";
import type { Facts } from "./rules/rule";

const seen = { firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };

/** So many days from now, and a little later or earlier than midnight makes no difference. */
export const at = (days: number) => new Date(Date.now() + days * dayMs);
export const dayAt = (days: number) => toDay(at(days));

/** What people and vendors type: quotes, patterns, directions, markup, emoji, and much of it. */
export const hostileNames = [
  "'; drop table findings; --",
  '"}\\u0000{"',
  "%_\\",
  "\u202egnp.exe",
  "<img src=x onerror=alert(1)>",
  "=1+1",
  "",
  " ",
  "🗝️".repeat(200),
];

export const nothingKnown: Facts = {
  isCostReported: true,
  adminKey: null,
  unproven: null,
  checkpointAt: "2026-01-01T00:00:00Z",
};

type Given = { thresholds?: Record<string, number>; facts?: Partial<Facts> };

export async function findHits(id: FindingRule, { thresholds, facts }: Given = {}) {
  const rule = rules.find((one) => one.id === id);
  if (!rule) throw new Error(`there is no rule ${id}`);
  const usual = toRuleSetting({}, id).thresholds;
  const db = await database();
  const query = rule.find({ ...usual, ...thresholds }, { ...nothingKnown, ...facts });
  const { rows } = await db.execute<{
    subject_id: string;
    label: string;
    workspace_id: string | null;
    reach: number;
    idle_days: number | null;
    since: Date | string;
    cents: string | null;
    evidence: Record<string, unknown>;
  }>(query);
  return rows.toSorted((one, other) => (one.subject_id < other.subject_id ? -1 : 1));
}

/**
 * The truth is in the IDs of what is seeded: those with `hit` must be found, and no others. So precision and recall are
 * both 1.
 */
export async function expectTruth(id: FindingRule, seeded: readonly string[], given: Given = {}) {
  const found = (await findHits(id, given)).map((row) => row.subject_id);
  const truth = seeded.filter((one) => one.includes("hit"));
  const right = found.filter((one) => truth.includes(one));
  expect({ found, precision: right.length / found.length, recall: right.length / truth.length }).toEqual({
    found: truth.toSorted(),
    precision: 1,
    recall: 1,
  });
}

type Row<Table extends { $inferInsert: unknown }> = Partial<Table["$inferInsert"]>;
type KeyUse = Row<typeof apiKeyUsage>;

/** By ID. A key is active, 400 days old, and was never used, as far as a case doesn't say otherwise. */
export async function addKeys(
  cases: Record<string, Row<typeof apiKeys> & { use?: KeyUse }>,
): Promise<string[]> {
  const db = await database();
  await db.insert(apiKeys).values(
    Object.entries(cases).map(([id, { use: _use, ...more }]) => ({
      ...seen,
      id,
      name: id,
      status: "active",
      createdAt: at(-400),
      createdById: "ada",
      createdByType: "user",
      scope: "workspace",
      workspaceId: "w1",
      ...more,
    })),
  );
  const uses = Object.entries(cases).flatMap(([apiKeyId, { use }]) => (use ? [{ apiKeyId, ...use }] : []));
  if (uses.length > 0) await db.insert(apiKeyUsage).values(uses);
  return Object.keys(cases);
}

/** By ID. A member is a user who was added 400 days ago. */
export async function addPeople(
  cases: Record<string, Row<typeof members> & { lastActiveOn?: string }>,
): Promise<string[]> {
  const db = await database();
  await db.insert(members).values(
    Object.entries(cases).map(([id, { lastActiveOn: _on, ...more }]) => ({
      ...seen,
      id,
      email: `${id}@x.example`,
      name: id,
      role: "user",
      addedAt: at(-400),
      ...more,
    })),
  );
  const active = Object.entries(cases).flatMap(([id, { email, lastActiveOn }]) =>
    lastActiveOn ? [{ email: (email ?? `${id}@x.example`).toLowerCase(), lastActiveOn }] : [],
  );
  if (active.length > 0) await db.insert(personUsage).values(active);
  return Object.keys(cases);
}

/** By ID. A workspace is 400 days old and has no tags. */
export async function addPlaces(cases: Record<string, Row<typeof workspaces>>): Promise<string[]> {
  const db = await database();
  await db.insert(workspaces).values(
    Object.entries(cases).map(([id, more]) => ({
      ...seen,
      id,
      name: id,
      isDefault: false,
      tags: {},
      createdAt: at(-400),
      ...more,
    })),
  );
  return Object.keys(cases);
}

/** As `workspace/person`. */
export async function addAccess(cases: Record<string, Row<typeof workspaceMembers>>): Promise<string[]> {
  const db = await database();
  await db.insert(workspaceMembers).values(
    Object.entries(cases).map(([id, more]) => {
      const [workspaceId = "", userId = ""] = id.split("/");
      return { ...seen, workspaceId, userId, role: "workspace_user", ...more };
    }),
  );
  return Object.keys(cases);
}

/** By ID. An invite is pending and expires in 10 days. */
export async function addInvites(cases: Record<string, Row<typeof invites>>): Promise<string[]> {
  const db = await database();
  await db.insert(invites).values(
    Object.entries(cases).map(([id, more]) => ({
      ...seen,
      id,
      email: `${id}@x.example`,
      role: "user",
      status: "pending",
      invitedAt: at(-11),
      expiresAt: at(10),
      ...more,
    })),
  );
  return Object.keys(cases);
}
