import "server-only";
import { database } from "@/lib/core/db/client";
import { apiKeys, members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { apiKeyUsage, personUsage, reportDays } from "@/lib/core/db/report-tables";
import { toDayAgo } from "@/lib/core/format/calendar";

const seen = { firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };

const people = [
  ["user_1", "émile@x.example", "Émile", "developer"],
  ["user_2", "ADAM@x.example", "adam", "user"],
  ["user_3", "zoe_a@x.example", "Zoe", "admin"],
  ["user_4", "zoexa@x.example", "Eva", "managed"],
  ["user_5", "gone@x.example", "Gone", "user"],
] as const;

/** A small directory: user_5 has left, a lead in these tests leads w1, w2 is Claude Code, w3 is archived. */
export async function addDirectory(): Promise<void> {
  const db = await database();
  await db.insert(members).values(
    people.map(([id, email, name, role], index) => ({
      ...seen,
      id,
      email,
      name,
      role,
      addedAt: new Date(Date.UTC(2026, 0, index + 1)),
      goneAt: id === "user_5" ? new Date() : null,
    })),
  );
  const workspace = { ...seen, isDefault: false, tags: {} };
  await db.insert(workspaces).values([
    { ...workspace, id: "w1", name: "One" },
    { ...workspace, id: "w2", name: "Claude Code" },
    { ...workspace, id: "w3", name: "Old", archivedAt: new Date() },
  ]);
  const placed = { ...seen, role: "workspace_user" };
  await db.insert(workspaceMembers).values([
    { ...placed, workspaceId: "w1", userId: "user_1" },
    { ...placed, workspaceId: "w2", userId: "user_1", role: "workspace_admin" },
    { ...placed, workspaceId: "w3", userId: "user_1" },
    { ...placed, workspaceId: "w1", userId: "user_2", goneAt: new Date() },
    { ...placed, workspaceId: "w3", userId: "user_4" },
  ]);
}

export async function addKeys(): Promise<void> {
  const db = await database();
  const made = {
    ...seen,
    status: "active",
    createdById: "user_1",
    createdByType: "user",
    createdAt: new Date(0),
    scope: "workspace",
  };
  const acting = { principalKind: "user", principalId: "user_1" };
  await db.insert(apiKeys).values([
    { ...made, id: "k1", name: "classic", workspaceId: "w1" },
    { ...made, id: "k2", name: "personal", workspaceId: "w1", createdById: null, ...acting },
    {
      ...made,
      id: "k3",
      name: "service",
      principalKind: "service_account",
      principalId: "svac_1",
      status: "inactive",
    },
    { ...made, id: "k4", name: "code", workspaceId: "w2", ...acting },
    {
      ...made,
      id: "k5",
      name: "for another",
      principalKind: "user",
      principalId: "user_2",
    },
    { ...made, id: "k6", name: "other", createdById: "user_2" },
  ]);
  await db.insert(apiKeyUsage).values([
    { apiKeyId: "k1", lastUsedOn: toDayAgo(3), tokens30d: 11_111, cents30d: "12.50", isEstimate: true },
    { apiKeyId: "k2", lastUsedOn: toDayAgo(9), tokens30d: 0 },
    { apiKeyId: "k6", lastUsedOn: toDayAgo(40), tokens30d: 0 },
  ]);
}

export async function addUsage(): Promise<void> {
  const db = await database();
  const read = { fetchedAt: new Date(0), rowCount: 1 };
  await db.insert(reportDays).values([
    { ...read, report: "claude-code", day: toDayAgo(60) },
    { ...read, report: "usage", day: toDayAgo(0) },
    { ...read, report: "usage", day: toDayAgo(90), isRefused: true },
  ]);
  await db.insert(personUsage).values([
    {
      email: "émile@x.example",
      lastActiveOn: toDayAgo(20),
      claudeCodeSessions30d: 4,
      claudeCodeCents30d: "150.5",
    },
    {
      email: "adam@x.example",
      lastActiveOn: toDayAgo(50),
      claudeCodeSessions30d: 0,
      claudeCodeCents30d: "0",
    },
    {
      email: "zoexa@x.example",
      lastActiveOn: toDayAgo(1),
      claudeCodeSessions30d: 9,
      claudeCodeCents30d: "7",
    },
  ]);
}
