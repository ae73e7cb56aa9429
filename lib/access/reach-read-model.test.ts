import { beforeEach, describe, expect, test } from "vitest";
import { openEntry } from "@/lib/audit/entry";
import { newActor, permitFor } from "@/lib/auth/test-permit";
import { database } from "@/lib/db/client";
import { apiKeys, changes, serviceAccounts } from "@/lib/db/directory-tables";
import { resetDatabase } from "@/lib/db/test-database";
import { listKeys } from "@/lib/keys/list-read-model";
import { loadKeySearch } from "@/lib/keys/search-params";
import { listWorkspaceKeys } from "@/lib/workspaces/detail-read-model";
import { saveOrganization } from "@/lib/workspaces/test-workspaces";
import { getWorkspaceReach } from "./reach-read-model";

const admin = permitFor("admin", "workspaces:read");
const lead = permitFor(newActor("lead", { workspaceIds: ["wa"] }), "workspaces:read");
const seen = { firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };

beforeEach(async () => {
  await resetDatabase();
  await saveOrganization();
});

const of = (workspace: string, by = admin) => getWorkspaceReach(by, { workspace, page: 1 });

describe("who can reach a workspace", () => {
  test("is everyone with a role there or everywhere, and since when if a log knows", async () => {
    const entry = await openEntry({
      actor: newActor("admin"),
      action: "workspace_member.add",
      targetId: "wa/u1",
      request: null,
    });
    await entry.settle({ outcome: "succeeded", label: "u1", after: { role: "workspace_developer" } });
    const db = await database();
    const sight = { noun: "workspace_member", kind: "added", before: null, after: {} };
    await db
      .insert(changes)
      .values({ ...sight, targetId: "wa/u2", seenAt: new Date("2026-03-01T00:00:00Z") });
    const { rows } = await of("wa");
    expect(rows.map(({ id, since }) => [id, since?.by ?? null, since?.since?.slice(0, 4) ?? null])).toEqual([
      ["u4", null, "2026"],
      ["u1", "admin@northwind.example", String(new Date().getUTCFullYear())],
      ["u2", null, "2026"],
      ["u3", null, "2026"],
    ]);
    expect(rows.find(({ id }) => id === "u2")?.since?.seenSince).toBe(new Date(0).toISOString());
  });

  test("is everyone for Default, and no one for an archived one", async () => {
    expect(await of("wd")).toMatchObject({ isDefault: true, total: 5 });
    expect(await of("wo")).toMatchObject({ isArchived: true, total: 0, accounts: [] });
    await expect(of("wg")).rejects.toMatchObject({ code: "not_found" });
  });

  test("is told to a lead only of their own", async () => {
    expect((await of("wa", lead)).hidesWideKeys).toBe(true);
    for (const id of ["wb", "wd", "nowhere"])
      await expect(of(id, lead)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("keys without a workspace", () => {
  const key = { ...seen, status: "active", createdAt: new Date(0), workspaceId: null };
  beforeEach(async () => {
    const db = await database();
    const asPerson = { ...key, scope: "organization", principalKind: "user" };
    const asAccount = { ...key, scope: "organization", principalKind: "service_account" };
    await db.insert(apiKeys).values([
      { ...key, id: "wide", name: "wide", scope: "organization" },
      { ...key, id: "old", name: "old", scope: "unknown" },
      { ...key, id: "off", name: "off", scope: "organization", status: "archived" },
      { ...asPerson, id: "ines", name: "as ines", principalId: "u1" },
      { ...asPerson, id: "root", name: "as root", principalId: "u3" },
      { ...asPerson, id: "left", name: "as left", principalId: "u5" },
      { ...asAccount, id: "placed", name: "placed", principalId: "svac_placed" },
      { ...asAccount, id: "unnamed", name: "unnamed", principalId: "svac_unknown" },
    ]);
    await db.insert(serviceAccounts).values([
      {
        ...seen,
        id: "svac_placed",
        name: "Bot",
        role: "developer",
        workspaces: [{ id: "wb", role: "workspace_developer" }],
      },
      { ...seen, id: "svac_admin", name: "Root bot", role: "admin", workspaces: [] },
    ]);
  });

  const listWide = async (workspaceId: string, by = admin) =>
    (await listWorkspaceKeys(by, workspaceId)).flatMap(({ id, scope }) =>
      scope === "workspace" ? [] : [id],
    );

  test("reach what they act for may reach, and are marked", async () => {
    expect((await listWide("wa")).toSorted()).toEqual(["ines", "old", "root", "unnamed", "wide"]);
    expect((await listWide("wb")).toSorted()).toEqual(["old", "placed", "root", "unnamed", "wide"]);
    expect((await listWide("wd")).toSorted()).toEqual(["ines", "old", "placed", "root", "unnamed", "wide"]);
    expect(await listWide("wo")).toEqual([]);
    expect(await listWide("wa", lead)).toEqual([]);
  });

  test("are found by the workspaces that they reach, but not by a lead", async () => {
    const find = async (by: Parameters<typeof listKeys>[0]) =>
      (await listKeys(by, await loadKeySearch("workspace=wb&status=active"))).rows.map(({ id }) => id);
    expect((await find(permitFor("admin", "keys:read"))).toSorted()).toEqual([
      ...["old", "placed", "root", "unnamed", "wide"],
    ]);
    expect(await find(permitFor(newActor("lead", { workspaceIds: ["wb"] }), "keys:read"))).toEqual([]);
  });

  test("stand beside service accounts, which a lead sees only where they were added", async () => {
    const { accounts } = await of("wb");
    expect(accounts.map(({ id, role, isInherited }) => [id, role, isInherited])).toEqual([
      ["svac_placed", "workspace_developer", false],
      ["svac_admin", null, true],
    ]);
    const leads = permitFor(newActor("lead", { workspaceIds: ["wb"] }), "workspaces:read");
    expect((await of("wb", leads)).accounts.map(({ id }) => id)).toEqual(["svac_placed"]);
  });
});
