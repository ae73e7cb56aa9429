import { beforeEach, describe, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { workspaceMembers } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { getPersonAccess } from "./access-read-model";
import { previewCopies } from "./copy-read-model";
import { listPeople } from "./people-read-model";
import { loadPersonSearch } from "./search-params";
import { saveOrganization } from "./test-workspaces";

const leadOfA = newActor("lead", { workspaceIds: ["wa"] });
const admin = permitFor("admin", "workspaces:read");
const lead = permitFor(leadOfA, "workspaces:read");
const writer = permitFor("admin", "memberships:write");

beforeEach(async () => {
  await resetDatabase();
  await saveOrganization();
});

describe("a person's access", () => {
  test("shows direct memberships, which can be removed, and other workspaces, which can be added", async () => {
    expect(await getPersonAccess(admin, "u1")).toEqual({
      isEverywhere: false,
      memberships: [
        expect.objectContaining({
          workspaceId: "wd",
          access: "default",
          role: null,
          reason: "default_workspace",
        }),
        {
          workspaceId: "wa",
          name: "Ärzte",
          color: 0,
          role: "workspace_developer",
          access: "direct",
          offered: [
            "workspace_user",
            "workspace_restricted_developer",
            "workspace_developer",
            "workspace_admin",
          ],
          reason: null,
          since: { since: null, by: null, byName: null, seenSince: new Date(0).toISOString() },
        },
      ],
      others: [{ id: "wb", name: "beta" }],
    });
  });

  test("covers every workspace for an admin, listed or not, and can't be changed", async () => {
    const { isEverywhere, memberships, others } = await getPersonAccess(admin, "u3");
    expect([isEverywhere, others]).toEqual([true, []]);
    expect(memberships.slice(1)).toMatchObject(
      ["wa", "wb"].map((workspaceId) => ({
        workspaceId,
        role: "workspace_admin",
        access: "inherited",
        offered: [],
        reason: "inherited_access",
      })),
    );
  });

  test("of a billing member can only be raised to admin and back", async () => {
    const { memberships } = await getPersonAccess(admin, "u4");
    expect(memberships[1]).toMatchObject({
      role: "workspace_billing",
      access: "inherited",
      offered: ["workspace_billing", "workspace_admin"],
      reason: "inherited_access",
    });
  });

  test("is shown to a lead only in their own workspaces", async () => {
    const { memberships, others } = await getPersonAccess(lead, "u1");
    expect([memberships.map(({ workspaceId }) => workspaceId), others]).toEqual([["wa"], []]);
    for (const id of ["u6", "u5", "nobody"])
      await expect(getPersonAccess(lead, id)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a copy of access", () => {
  async function previewCopy(by: typeof writer, { from, to }: { from: string; to: string }) {
    const [copy, ...others] = await previewCopies(by, { from, to: [to, from] });
    expect(others).toEqual([]);
    return copy;
  }

  beforeEach(async () => {
    const db = await database();
    const seen = { firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };
    await db.insert(workspaceMembers).values([
      { ...seen, workspaceId: "wb", userId: "u2", role: "workspace_admin" },
      { ...seen, workspaceId: "wo", userId: "u2", role: "workspace_user" },
    ]);
  });

  test("shows what is added, changed, and unchanged, and what making both identical would take away", async () => {
    expect(await previewCopy(writer, { from: "u2", to: "u6" })).toEqual({
      userId: "u6",
      reason: null,
      organizationRole: null,
      rows: [
        { workspaceId: "wa", name: "Ärzte", role: "workspace_user", present: null, step: "add" },
        {
          workspaceId: "wb",
          name: "beta",
          role: "workspace_admin",
          present: "workspace_admin",
          step: "same",
        },
      ],
    });
    expect(await previewCopy(writer, { from: "u1", to: "u2" })).toMatchObject({
      rows: [
        { workspaceId: "wa", role: "workspace_developer", present: "workspace_user", step: "change" },
        { workspaceId: "wb", role: "workspace_admin", present: "workspace_admin", step: "remove" },
      ],
    });
  });

  test("leaves out a role that the vendor added later", async () => {
    const db = await database();
    await db.update(workspaceMembers).set({ role: "workspace_wizard" });
    expect((await previewCopy(writer, { from: "u1", to: "u6" }))?.rows).toMatchObject([
      { step: "unknown" },
      { step: "remove" },
    ]);
  });

  test("changes nothing to or from someone with access everywhere by role", async () => {
    for (const pair of [
      { from: "u3", to: "u1" },
      { from: "u1", to: "u4" },
    ])
      expect(await previewCopy(writer, pair)).toMatchObject({ reason: "inherited_access", rows: [] });
  });

  test("is limited for a lead to their own workspaces and people", async () => {
    const by = permitFor(leadOfA, "memberships:write");
    expect((await previewCopy(by, { from: "u2", to: "u1" }))?.rows.map((row) => row.workspaceId)).toEqual([
      "wa",
    ]);
    await expect(previewCopy(by, { from: "u6", to: "u1" })).rejects.toMatchObject({ code: "not_found" });
  });
});

test("the people of a workspace are found by role, and every role is counted", async () => {
  const list = (query: string) => listPeople(admin, "wa", loadPersonSearch(query));
  const { rows, total, roles } = await list("?role=workspace_user,workspace_billing");
  expect([rows.map(({ userId }) => userId).sort(), total]).toEqual([["u2", "u4"], 2]);
  expect(roles).toEqual(
    ["workspace_admin", "workspace_billing", "workspace_developer", "workspace_user"].map((role) => ({
      role,
      count: 1,
    })),
  );
  expect((await list("?role=workspace_user&q=ines")).total).toBe(0);
});
