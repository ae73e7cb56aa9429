import { beforeEach, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { apiKeys } from "@/lib/core/db/directory-tables";
import { apiKeyUsage } from "@/lib/core/db/report-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { listLeftKeys } from "./left-keys-read-model";
import { saveOrganization } from "./test-workspaces";

const admin = permitFor("admin", "workspaces:read");
const toLead = (id: string) => permitFor(newActor("lead", { workspaceIds: [id] }), "workspaces:read");

beforeEach(async () => {
  await resetDatabase();
  await saveOrganization();
  const db = await database();
  const key = {
    firstSeenAt: new Date(0),
    seenAt: new Date(0),
    raw: {},
    createdAt: new Date(0),
    scope: "workspace",
  };
  await db.insert(apiKeys).values([
    {
      ...key,
      id: "k7",
      name: "acts",
      status: "active",
      workspaceId: "wa",
      createdById: "u1",
      principalKind: "user",
      principalId: "u1",
    },
    { ...key, id: "k8", name: "busy", status: "active", workspaceId: "wa", createdById: "u1" },
    { ...key, id: "k9", name: "other", status: "active", workspaceId: "wa", createdById: "u2" },
  ]);
  await db.insert(apiKeyUsage).values({ apiKeyId: "k8", tokens30d: 1, lastUsedOn: "2026-11-20" });
});

test("removing someone from a workspace lists the live keys that they made there and that act without them, those in use first", async () => {
  const found = await listLeftKeys(admin, { workspace: "wa", user: "u1" });
  expect(found).toEqual([
    { id: "k8", name: "busy", status: "active", lastUsedOn: "2026-11-20" },
    { id: "k1", name: "one", status: "active", lastUsedOn: null },
    { id: "k2", name: "two", status: "inactive", lastUsedOn: null },
  ]);
  expect(await listLeftKeys(admin, { workspace: "wb", user: "u1" })).toEqual([]);
});

test("a lead sees them in their own workspace and learns nothing of another", async () => {
  expect(await listLeftKeys(toLead("wa"), { workspace: "wa", user: "u2" })).toHaveLength(1);
  await expect(listLeftKeys(toLead("wb"), { workspace: "wa", user: "u1" })).rejects.toMatchObject({
    code: "not_found",
  });
});
