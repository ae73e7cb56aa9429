import { and, eq, isNull } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { invites, members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { invitedMemberships } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { saveOrganization } from "@/lib/directory/workspaces/test-workspaces";
import { listAccessColumns } from "./columns-read-model";
import { listAccess } from "./list-read-model";
import { loadAccessSearch } from "./search-params";
import { toReach } from "./vocabulary";

const admin = permitFor("admin", "members:read");
const lead = permitFor(newActor("lead", { workspaceIds: ["wa"] }), "members:read");
const noone = permitFor(newActor("lead", { workspaceIds: [] }), "members:read");
const noon = (day: string) => new Date(`${day}T12:00:00Z`);
const seen = { firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };

beforeEach(async () => {
  await resetDatabase();
  await saveOrganization();
  await invite("new@x.example", "user");
  await plan("new@x.example", "wa", "workspace_user");
  await invite("other@x.example", "developer");
  await plan("other@x.example", "wb", "workspace_admin");
});

async function invite(email: string, role: string, more: Partial<typeof invites.$inferInsert> = {}) {
  const db = await database();
  await db.insert(invites).values({ ...seen, id: `i-${email}`, email, role, status: "pending", ...more });
}

async function plan(email: string, workspaceId: string, role: string, attempts = 0) {
  const own = { createdBy: "admin@northwind.example", createdAt: new Date(), attempts };
  const db = await database();
  await db.insert(invitedMemberships).values({ email, workspaceId, role, ...own });
}

/** Such as "ines wa:direct:developer wd:default". */
async function read(query = "", as = admin): Promise<string[]> {
  const search = await loadAccessSearch(query);
  const [{ rows }, { columns }] = [await listAccess(as, search), await listAccessColumns(as, search)];
  return rows.map((row) => {
    const cells = columns.flatMap((column) => {
      const { kind, role } = toReach(row, column);
      return kind === "none" ? [] : [[column.id, kind, role?.slice(10)].filter(Boolean).join(":")];
    });
    return [row.email.split("@")[0], ...cells].join(" ");
  });
}

describe("the matrix", () => {
  test("the matrix has members by name and then invites, with how each reaches a workspace", async () => {
    expect(await read()).toEqual([
      "bill wa:inherited:billing wb:inherited:billing wd:default",
      "ines wa:direct:developer wd:default",
      "inessa wb:direct:admin wd:default",
      "olu wa:direct:user wd:default",
      "root wa:inherited:admin wb:inherited:admin wd:default",
      "new wa:pending:user wd:pending",
      "other wb:pending:admin wd:pending",
    ]);
  });

  test("the matrix shows a role that the vendor added later as received", async () => {
    const db = await database();
    await db
      .update(workspaceMembers)
      .set({ role: "workspace_wizard" })
      .where(eq(workspaceMembers.userId, "u1"));
    expect((await listAccess(admin, await loadAccessSearch("q=ines@"))).rows[0]?.cells).toEqual({
      wa: { role: "workspace_wizard", state: "direct" },
    });
    expect((await listAccessColumns(admin, await loadAccessSearch(""))).workspaceRoles).toContain(
      "workspace_wizard",
    );
    expect(await read("workspaceRole=workspace_wizard")).toEqual(["ines wa:direct:wizard wd:default"]);
  });

  test("the matrix leaves out archived and gone workspaces, and invites that are over", async () => {
    await invite("late@x.example", "user", { expiresAt: noon("2026-01-01") });
    await invite("done@x.example", "user", { status: "accepted" });
    const { columns } = await listAccessColumns(admin, await loadAccessSearch(""));
    expect(columns.map(({ id }) => id)).toEqual(["wa", "wb", "wd"]);
    expect(await read("who=invited")).toHaveLength(2);
  });

  test("the matrix is narrowed by workspace, tag, and roles to who reaches those, or shows the others, too", async () => {
    expect(await read("workspace=wa")).toEqual([
      "bill wa:inherited:billing",
      "ines wa:direct:developer",
      "olu wa:direct:user",
      "root wa:inherited:admin",
      "new wa:pending:user",
    ]);
    expect(await read("tag=env%3Dprod")).toEqual(await read("workspace=wa"));
    expect(await read("workspace=wa&workspaceRole=workspace_admin")).toEqual(["root wa:inherited:admin"]);
    expect(await read("workspaceRole=workspace_billing&workspace=wb")).toEqual(["bill wb:inherited:billing"]);
    expect((await read("workspace=wa&others=true")).map((row) => row.split(" ")[0])).toEqual([
      ...["bill", "ines", "inessa", "olu", "root", "new", "other"],
    ]);
    expect(await read("workspace=nowhere")).toEqual([]);
    expect(await read("role=developer")).toEqual([
      "ines wa:direct:developer wd:default",
      "other wb:pending:admin wd:pending",
    ]);
    expect(await read("q=INESS")).toEqual(["inessa wb:direct:admin wd:default"]);
  });

  test("everyone reaches Default", async () => {
    expect(await read("workspace=wd")).toHaveLength(7);
    expect(await read("workspace=wd&workspaceRole=workspace_user")).toEqual([]);
  });

  test("the matrix takes hostile text as text", async () => {
    for (const text of ["%", "_", "'; drop table members; --", "\u202e", "]]>", "<img>"])
      expect(await read(`q=${encodeURIComponent(text)}&workspace=${encodeURIComponent(text)}`)).toEqual([]);
    const db = await database();
    await db.update(workspaces).set({ name: "__proto__" }).where(eq(workspaces.id, "wb"));
    await db.update(members).set({ role: "constructor" }).where(eq(members.id, "u2"));
    expect(await read("q=olu")).toEqual(["olu wa:direct:user wd:default"]);
  });

  test("the matrix shows a planned membership that could not be given", async () => {
    await plan("inessa@x.example", "wa", "workspace_user", 6);
    expect(await read("q=inessa")).toEqual(["inessa wa:failed:user wb:direct:admin wd:default"]);
  });

  test("the matrix has windows that meet, across members and invites", async () => {
    const db = await database();
    const many = Array.from({ length: 60 }, (_, index) => `p${String(index).padStart(2, "0")}`);
    const person = { ...seen, addedAt: null, role: "user" };
    await db
      .insert(members)
      .values(many.map((id) => ({ ...person, id, name: `Z ${id}`, email: `${id}@x.example` })));
    for (const id of many) await invite(`z${id}@x.example`, "user");
    const pages = [];
    for (const page of [1, 2, 3]) pages.push(await listAccess(admin, await loadAccessSearch(`page=${page}`)));
    expect(pages.map(({ rows }) => rows.length)).toEqual([50, 50, 27]);
    expect(new Set(pages.flatMap(({ rows }) => rows.map(({ id }) => id))).size).toBe(127);
    expect(pages[0]?.total).toBe(127);
    expect((await listAccess(admin, await loadAccessSearch("page=999"))).page).toBe(3);
  });
});

describe("a lead", () => {
  test("a lead sees their workspaces, the people in them, and invites into them", async () => {
    expect(await read("", lead)).toEqual([
      "bill wa:inherited:billing",
      "ines wa:direct:developer",
      "olu wa:direct:user",
      "root wa:inherited:admin",
      "new wa:pending:user",
    ]);
    expect(await read("", noone)).toEqual([]);
  });

  test("learns nothing of others by any filter", async () => {
    for (const query of ["workspace=wb", "workspace=wb&others=true", "workspace=wd", "q=inessa", "q=other"])
      expect(await read(query, lead), query).toEqual(
        query === "workspace=wb&others=true" ? ["bill", "ines", "olu", "root", "new"] : [],
      );
    const { workspaces: known, tags } = await listAccessColumns(lead, await loadAccessSearch(""));
    expect([known.map(({ id }) => id), tags.map(({ tag }) => tag)]).toEqual([
      ["wa"],
      ["cost_center=4410", "env=prod"],
    ]);
  });
});

describe("those who left", () => {
  async function leave(id: string, day: string) {
    const db = await database();
    const gone = { goneAt: noon(day), seenAt: noon(day) };
    await db
      .update(workspaceMembers)
      .set(gone)
      .where(and(eq(workspaceMembers.userId, id), isNull(workspaceMembers.goneAt)));
    await db.update(members).set(gone).where(eq(members.id, id));
  }

  test("those who left are shown with what they could reach on their last day, to a lead only for their workspaces", async () => {
    await leave("u1", "2026-09-10");
    await leave("u6", "2026-09-12");
    expect(await read("who=left")).toEqual([
      "inessa wb:direct:admin wd:default",
      "ines wa:direct:developer wd:default",
      "left wa:direct:user wd:default",
    ]);
    expect(await read("who=left&workspace=wa")).toEqual(["ines wa:direct:developer", "left wa:direct:user"]);
    expect(await read("who=left", lead)).toEqual(["ines wa:direct:developer", "left wa:direct:user"]);
    expect(await read("who=left", noone)).toEqual([]);
    expect(await read("q=ines")).toEqual([]);
  });

  test("came and left on one day", async () => {
    const db = await database();
    await db.insert(members).values({ ...seen, id: "u8", email: "day@x.example", name: "Day", role: "user" });
    const given = { workspaceId: "wa", userId: "u8", role: "workspace_user" };
    await db.insert(workspaceMembers).values({ ...seen, ...given });
    await leave("u8", "2026-09-10");
    expect(await read("who=left&q=day")).toEqual(["day wa:direct:user wd:default"]);
  });

  test("those who left are members of a past day", async () => {
    await leave("u1", "2026-09-10");
    expect(await read("at=2026-09-09&q=ines@")).toEqual(["ines wa:direct:developer wd:default"]);
    expect(await read("at=2026-09-10&q=ines@")).toEqual([]);
    expect(await read("at=2026-09-09&workspace=wa", lead)).toEqual([
      "bill wa:inherited:billing",
      "ines wa:direct:developer",
      "olu wa:direct:user",
      "root wa:inherited:admin",
    ]);
    expect(await read("at=2026-09-09&workspace=wb", lead)).toEqual([]);
  });
});
