import { beforeEach, describe, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import type { Persona } from "@/lib/core/auth/vocabulary";
import { database } from "@/lib/core/db/client";
import { apiKeys, members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { findPaletteHits } from "./read-model";
import { loadPaletteSearch } from "./search-params";

const admin = permitFor("admin", "me:read");
const lead = permitFor(newActor("lead", { workspaceIds: ["wa"] }), "me:read");
const seen = { firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };
const gone = { goneAt: new Date() };

beforeEach(async () => {
  await resetDatabase();
  const db = await database();
  const person = { ...seen, role: "user", addedAt: new Date(0) };
  await db.insert(members).values([
    { ...person, id: "u1", name: "Kim Ahlgren", email: "kim@x.example" },
    { ...person, id: "u2", name: "Joakim Berg", email: "jb@x.example" },
    { ...person, id: "u3", name: "", email: "100%_sure@x.example" },
    { ...person, id: "u5", name: "Łukasz Sørensen", email: "ls@x.example" },
    { ...person, id: "u4", name: "Kim Gone", email: "gone@x.example", ...gone },
  ]);
  const workspace = { ...seen, isDefault: false, tags: {} };
  await db.insert(workspaces).values([
    { ...workspace, id: "wd", name: "Default", isDefault: true },
    { ...workspace, id: "wa", name: "Support bots" },
    { ...workspace, id: "wb", name: "A support archive", archivedAt: new Date() },
    { ...workspace, id: "wc", name: "Support, removed", ...gone },
  ]);
  await db
    .insert(workspaceMembers)
    .values({ ...seen, workspaceId: "wa", userId: "u2", role: "workspace_user" });
  const key = { ...seen, status: "active", createdById: "u1", createdByType: "user", createdAt: new Date(0) };
  await db.insert(apiKeys).values([
    {
      ...key,
      id: "k1",
      name: "nightly",
      scope: "workspace",
      workspaceId: "wa",
      partialKeyHint: "sk-ant-Q7x",
    },
    { ...key, id: "k2", name: "all nights", scope: "organization" },
    {
      ...key,
      id: "k3",
      name: "night of last year",
      scope: "workspace",
      workspaceId: "wd",
      status: "archived",
    },
    { ...key, id: "k4", name: "night without a trace", scope: "workspace", workspaceId: "wa", ...gone },
  ]);
});

async function find(query: string, by = admin) {
  const { members, workspaces, keys } = await findPaletteHits(by, loadPaletteSearch(query));
  return [...members, ...workspaces, ...keys].map(({ id }) => id).join(" ");
}

describe("the palette finds", () => {
  test.each([
    ["?q=kim", "u1 u4 u2", "names that start with it first, and people who left after others"],
    ["?q=BERG joakim", "u2", "words in any order and case"],
    ["?q=jb@x.example", "u2", "an address"],
    ["?q=k2", "k2", "an ID"],
    ["?q=support", "wa wb", "archived workspaces last"],
    ["?q=night", "k2 k1 k3", "archived keys last"],
    ["?q=q7x", "k1", "a key by its hint"],
    ["?q=joaikm", "u2", "two letters that changed places"],
    ["?q=joaxim berg", "u2", "another letter in one word"],
    ["?q=ahlgrn", "u1", "a letter too few"],
    ["?q=nightlyy", "k1", "a letter too many"],
    ["?q=suport bots", "wa", "a typo in one of several words"],
    ["?q=archvie", "wb", "a typo in a word that isn't the first"],
    ["?q=sorensen lukasz", "u5", "letters of other alphabets by those of the keyboard"],
    ["?q=jkbrg", "", "no name by scattered letters"],
    ["?q=kmi", "", "nothing resembling three letters"],
    ["?q=%25", "u3", "wildcards as they are"],
    ["?q=k_m", "", "no wildcard"],
    ["?q=%5C", "", "no backslash"],
    ["?q=zz", "", "nothing else"],
    ["?q=+", "", "nothing before something is typed"],
    ["?ids=u1,wa,k1,u4,nobody", "u1 u4 wa k1", "objects by their IDs"],
    ["?q=berg&ids=u1", "u2", "what is typed rather than IDs"],
  ])("the palette finds by %j: %j, %s", async (query, ids) => {
    expect(await find(query)).toBe(ids);
  });

  test("at most eight of each kind, and as many IDs", async () => {
    const db = await database();
    const ids = Array.from({ length: 12 }, (_, index) => `z${index}`);
    const zoe = { ...seen, role: "user", addedAt: new Date(0), email: "zoe@x.example" };
    await db.insert(members).values(ids.map((id) => ({ ...zoe, id, name: `Zoe ${id}` })));
    expect((await find("?q=zoe")).split(" ")).toHaveLength(8);
    expect((await find(`?ids=${ids.join(",")}`)).split(" ")).toHaveLength(8);
  });

  test("what an item needs to be recognized", async () => {
    expect(await findPaletteHits(admin, loadPaletteSearch("?ids=u3,wd,k1"))).toEqual({
      members: [{ id: "u3", name: "", email: "100%_sure@x.example", hasLeft: false }],
      workspaces: [{ id: "wd", name: "Default", isDefault: true, isArchived: false }],
      keys: [
        {
          id: "k1",
          name: "nightly",
          hint: "sk-ant-Q7x",
          status: "active",
          place: "wa",
          workspaceName: "Support bots",
          isDefaultWorkspace: false,
        },
      ],
    });
  });
});

test("a lead finds only people, workspaces, and keys of their own workspaces", async () => {
  expect(await find("?q=kim", lead)).toBe("u2");
  expect(await find("?q=support", lead)).toBe("wa");
  expect(await find("?q=night", lead)).toBe("k1");
  expect(await find("?ids=u1,u2,wa,wb,k1,k2", lead)).toBe("u2 wa k1");
});

test.each([
  ["member", ""],
  ["finance", ""],
  ["auditor", "u1 wa k1"],
] as const)("%s finds by ID only what their role may read: %j", async (persona: Persona, ids) => {
  const by = permitFor(persona, "me:read");
  expect(await find("?ids=u1,wa,k1", by)).toBe(ids);
  if (ids === "") expect(await find("?q=i", by)).toBe("");
});
