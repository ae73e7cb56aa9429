import "server-only";
import { database } from "@/lib/core/db/client";
import { apiKeys, members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { costRollups } from "@/lib/core/db/report-tables";
import { toDayAgo } from "@/lib/core/format/calendar";

const seen = { firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };
const at = new Date("2026-01-02T03:04:05.678Z");

export async function saveOrganization(): Promise<void> {
  const db = await database();
  const workspace = { ...seen, isDefault: false, tags: {}, createdAt: at };
  await db.insert(workspaces).values([
    { ...workspace, id: "wd", name: "Default", isDefault: true, createdAt: null },
    { ...workspace, id: "wa", name: "Ärzte", tags: { env: "prod", cost_center: "4410" } },
    { ...workspace, id: "wb", name: "beta", createdAt: new Date("2026-02-01T00:00:00Z") },
    { ...workspace, id: "wo", name: "Old", archivedAt: at },
    { ...workspace, id: "wg", name: "Gone", goneAt: at },
  ]);
  const person = { ...seen, addedAt: at };
  await db.insert(members).values([
    { ...person, id: "u1", email: "ines@x.example", name: "Ines", role: "developer" },
    { ...person, id: "u2", email: "olu@x.example", name: "", role: "user" },
    { ...person, id: "u3", email: "root@x.example", name: "Root", role: "admin" },
    { ...person, id: "u4", email: "bill@x.example", name: "Bill", role: "billing" },
    { ...person, id: "u5", email: "left@x.example", name: "Left", role: "user", goneAt: at },
    { ...person, id: "u6", email: "inessa@x.example", name: "Inessa", role: "user" },
  ]);
  await db.insert(workspaceMembers).values([
    { ...seen, workspaceId: "wa", userId: "u1", role: "workspace_developer" },
    { ...seen, workspaceId: "wa", userId: "u2", role: "workspace_user" },
    { ...seen, workspaceId: "wa", userId: "u3", role: "workspace_admin" },
    { ...seen, workspaceId: "wa", userId: "u5", role: "workspace_user" },
    { ...seen, workspaceId: "wb", userId: "u1", role: "workspace_admin", goneAt: at },
    { ...seen, workspaceId: "wb", userId: "u6", role: "workspace_admin" },
  ]);
  const key = { ...seen, createdAt: at, scope: "workspace", createdById: "u1" };
  await db.insert(apiKeys).values([
    { ...key, id: "k1", name: "one", status: "active", workspaceId: "wa" },
    { ...key, id: "k2", name: "two", status: "inactive", workspaceId: "wa" },
    { ...key, id: "k3", name: "three", status: "archived", workspaceId: "wa" },
    { ...key, id: "k4", name: "four", status: "active", workspaceId: "wa", goneAt: at },
    { ...key, id: "k6", name: "six", status: "active", workspaceId: "wa", expiresAt: at },
    { ...key, id: "k5", name: "five", status: "active", workspaceId: "wd" },
  ]);
}

export async function saveCost(workspaceId: string | null, daysAgo: number, cents: Record<string, string>) {
  const db = await database();
  const sum = { grain: "day", startsOn: toDayAgo(daysAgo), workspaceId };
  for (const [model, amount] of Object.entries(cents))
    await db.insert(costRollups).values([
      { ...sum, axes: "workspace_model", model, cents: amount },
      { ...sum, axes: "workspace", model: null, cents: amount },
    ]);
}
