import { beforeEach, describe, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { resetDatabase } from "@/lib/core/db/test-database";
import { toDayAgo } from "@/lib/core/format/calendar";
import { markRead } from "@/lib/core/history/test-history";
import { findCandidates } from "./candidates-read-model";
import { getWorkspaceSpend, listWorkspaceKeys } from "./detail-read-model";
import { getWorkspace, listWorkspaces } from "./list-read-model";
import { listPeople } from "./people-read-model";
import { loadPersonSearch, loadWorkspaceSearch } from "./search-params";
import { saveCost, saveOrganization } from "./test-workspaces";

const leadActor = newActor("lead", { workspaceIds: ["wa"] });
const admin = permitFor("admin", "workspaces:read");
const lead = permitFor(leadActor, "workspaces:read");
const leadAdds = permitFor(leadActor, "memberships:write");

beforeEach(async () => {
  await resetDatabase();
  await saveOrganization();
  await markRead(["cost"]);
});

async function listIds(query: string, by = admin) {
  const { rows } = await listWorkspaces(by, loadWorkspaceSearch(query));
  return rows.map(({ id }) => id).join(" ");
}

describe("the list of workspaces", () => {
  test("the list of workspaces lists the visible tags, whatever the filter", async () => {
    const tags = [
      { tag: "cost_center=4410", count: 1 },
      { tag: "env=prod", count: 1 },
    ];
    expect((await listWorkspaces(admin, loadWorkspaceSearch("?q=none"))).tags).toEqual(tags);
    const other = permitFor(newActor("lead", { workspaceIds: ["wb"] }), "workspaces:read");
    expect((await listWorkspaces(other, loadWorkspaceSearch(""))).tags).toEqual([]);
  });

  test.each([
    ["", "wa wb wd"],
    ["?archived=true", "wa wb wd wo"],
    ["?dir=desc", "wd wb wa"],
    ["?sort=members", "wb wa wd"],
    ["?sort=members&dir=desc", "wa wb wd"],
    ["?sort=keys&dir=desc", "wa wd wb"],
    ["?sort=tags", "wa wb wd"],
    ["?sort=created", "wa wb wd"],
    ["?sort=created&dir=desc", "wb wa wd"],
    ["?sort=nonsense", "wa wb wd"],
    ["?q=ÄRZ", "wa"],
    ["?q=arz", "wa"],
    ["?q=env=prod", "wa"],
    ["?tag=env%3Dprod", "wa"],
    ["?tag=env%3Dprod,cost_center%3D4410", "wa"],
    ["?tag=env%3Dtest", ""],
    ["?q=%25", ""],
    ["?q=old", ""],
    ["?page=9", "wa wb wd"],
  ])("the list of workspaces has the right rows in the right order for %s", async (query, ids) => {
    expect(await listIds(query)).toBe(ids);
  });

  test("the list of workspaces sorts by cost and sums it exactly, including rows of Default without a name", async () => {
    await saveCost("wa", 0, { m: "300" });
    await saveCost("wa", 1, { m: "9007199254740993.000001" });
    await saveCost("wa", 30, { m: "0.000002", n: "1" });
    await saveCost("wa", 31, { m: "500" });
    await saveCost(null, 3, { m: "5" });
    await saveCost("wd", 4, { m: "0.5" });
    expect(await listIds("?sort=spend&dir=desc")).toBe("wa wd wb");
    const { rows } = await listWorkspaces(admin, loadWorkspaceSearch(""));
    expect(rows.map(({ id, spendCents }) => [id, spendCents])).toEqual([
      ["wa", "9007199254740994.000003"],
      ["wb", "0"],
      ["wd", "5.5"],
    ]);
  });

  test("the list of workspaces counts people who may use a workspace, and the active keys in it", async () => {
    const { rows, total } = await listWorkspaces(admin, loadWorkspaceSearch("?archived=true"));
    expect(total).toBe(4);
    expect(rows.map((row) => [row.id, row.memberCount, row.activeKeyCount, row.reason])).toEqual([
      ["wa", 4, 1, null],
      ["wb", 3, 0, null],
      ["wd", null, 1, "default_workspace"],
      ["wo", 2, 0, "archived_workspace"],
    ]);
    expect(rows[0]).toMatchObject({
      tags: { env: "prod", cost_center: "4410" },
      createdAt: "2026-01-02T03:04:05.678Z",
    });
  });

  test("the list of workspaces shows a lead only their own workspaces", async () => {
    expect(await listIds("?archived=true", lead)).toBe("wa");
    expect(await listIds("", permitFor(newActor("lead"), "workspaces:read"))).toBe("");
  });
});

describe("one workspace", () => {
  test("one workspace has what archiving it would affect", async () => {
    await saveCost("wa", 1, { m: "12.5" });
    expect(await getWorkspace(admin, "wa")).toMatchObject({
      liveKeyCount: 2,
      activeKeyCount: 1,
      memberCount: 4,
      spendCents: "12.5",
      windowDays: 30,
    });
  });

  test.each(["wg", "nothing"])("one workspace is not found for the ID %s", async (id) => {
    await expect(getWorkspace(admin, id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("one workspace of others is not found by a lead, in any of its parts", async () => {
    for (const read of [
      () => getWorkspace(lead, "wb"),
      () => listPeople(lead, "wb", loadPersonSearch("")),
      () => listWorkspaceKeys(lead, "wb"),
      () => getWorkspaceSpend(lead, "wb"),
      () => findCandidates(leadAdds, { workspace: "wb", q: "ines@x.example" }),
    ])
      await expect(read()).rejects.toMatchObject({ code: "not_found" });
  });

  test("one workspace lists its keys, active ones first", async () => {
    const keys = await listWorkspaceKeys(lead, "wa");
    expect(keys.map(({ id, status, makerName }) => [id, status, makerName])).toEqual([
      ["k1", "active", "Ines"],
      ["k2", "inactive", "Ines"],
      ["k6", "expired", "Ines"],
      ["k3", "archived", "Ines"],
    ]);
  });

  test("one workspace has the same cost by day and by model", async () => {
    await saveCost("wa", 1, { m: "0.000001", n: "7" });
    await saveCost("wa", 2, { m: "1" });
    await saveCost("wb", 2, { m: "99" });
    const spend = await getWorkspaceSpend(lead, "wa");
    expect(spend).toMatchObject({
      today: toDayAgo(0),
      from: toDayAgo(30),
      to: toDayAgo(1),
      totalCents: "8.000001",
    });
    expect(spend.days).toHaveLength(30);
    expect(spend.days.filter(({ cents }) => cents !== "0")).toEqual([
      { day: toDayAgo(2), cents: "1" },
      { day: toDayAgo(1), cents: "7.000001" },
    ]);
    expect(spend.models).toEqual([
      { model: "n", color: 0, cents: "7", share: 0.875 },
      { model: "m", color: 1, cents: "1.000001", share: 0.125 },
    ]);
    expect(await getWorkspaceSpend(admin, "wo")).toMatchObject({ totalCents: "0", models: [] });
  });
});

describe("the people of a workspace", () => {
  async function list(query = "", workspaceId = "wa") {
    const { rows } = await listPeople(admin, workspaceId, loadPersonSearch(query));
    return rows.map(({ userId }) => userId).join(" ");
  }

  test("the people of a workspace are those added directly and those with access by organization role", async () => {
    const { rows } = await listPeople(lead, "wa", loadPersonSearch(""));
    expect(rows.map((row) => [row.userId, row.role, row.isInherited, row.reason])).toEqual([
      ["u4", "workspace_billing", true, "inherited_access"],
      ["u1", "workspace_developer", false, null],
      ["u2", "workspace_user", false, null],
      ["u3", "workspace_admin", true, "inherited_access"],
    ]);
  });

  test.each([
    ["?dir=desc", "u3 u2 u1 u4"],
    ["?sort=email", "u4 u1 u2 u3"],
    ["?sort=role", "u3 u4 u1 u2"],
    ["?sort=access", "u1 u2 u3 u4"],
    ["?q=OLU@", "u2"],
    ["?q=left", ""],
  ])("the people of a workspace are listed in the right order for %s", async (query, ids) => {
    expect(await list(query)).toBe(ids);
  });

  test("the people of a workspace of Default aren't listed, and those of an archived workspace stay as they are", async () => {
    expect(await list("", "wd")).toBe("");
    const { rows } = await listPeople(admin, "wo", loadPersonSearch(""));
    expect(new Set(rows.map(({ reason }) => reason))).toEqual(new Set(["archived_workspace"]));
  });
});
