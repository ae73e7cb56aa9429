import { beforeEach, expect, test } from "vitest";
import { permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { invites, members, workspaces } from "@/lib/core/db/directory-tables";
import { bulkRows, bulkRuns } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { checkImport } from "./dry-run";
import { type ImportEdit, importInput } from "./schema";
import { maxImportBytes } from "./vocabulary";

const at = new Date();
const soon = new Date(Date.now() + 86_400_000);
const seen = { firstSeenAt: at, seenAt: at, raw: {} };
const runId = "00000000-0000-4000-8000-000000000001";

beforeEach(async () => {
  await resetDatabase();
  const db = await database();
  await db
    .insert(members)
    .values({ id: "u1", email: "Eve@x.example", name: "Eve", role: "user", addedAt: at, ...seen });
  const invite = { role: "user", status: "pending", invitedAt: at, ...seen };
  await db.insert(invites).values([
    { id: "i1", email: "Ada@x.example", expiresAt: soon, ...invite },
    { id: "i2", email: "late@x.example", expiresAt: at, ...invite },
  ]);
  const workspace = { isDefault: false, tags: {}, ...seen };
  await db.insert(workspaces).values([
    { id: "w1", name: "Checkout, prod", ...workspace },
    { id: "w2", name: "Data", ...workspace },
    { id: "w3", name: "Twin", ...workspace },
    { id: "w4", name: "Twin", ...workspace },
    { id: "w5", name: "Old", archivedAt: at, ...workspace },
    { id: "w6", name: "A – B", ...workspace },
  ]);
  const run = { id: runId, operation: "invite.create", params: {}, createdBy: "x@x.example", createdAt: at };
  await db.insert(bulkRuns).values(run);
  const row = { runId, label: "x", input: {} };
  await db.insert(bulkRows).values([
    { ...row, position: 1, targetId: "queued@x.example", state: "queued" },
    { ...row, position: 2, targetId: "failed@x.example", state: "failed" },
  ]);
});

const usual = { role: "user", workspaceIds: ["w2"], workspaceRole: "workspace_developer" };

const checkText = (text: string, edits: ImportEdit[] = []) =>
  checkImport(permitFor("admin", "invites:write"), importInput.parse({ ...usual, text, edits }));

async function check(lines: string[]) {
  const text = ["email,role,workspaces", ...lines].join("\n");
  const { rows } = await checkText(text);
  return rows;
}

test("each row is marked with what would happen to it", async () => {
  const rows = await check([
    "new@x.example,Developer,",
    "NEW@x.example,user,",
    "EVE@x.example,,",
    "ada@X.example,,",
    "late@x.example,,",
    "queued@x.example,,",
    "failed@x.example,,",
    "nobody,,",
    "b@x.example,admin,",
    "c@x.example,user,Data|Nowhere",
    "d@x.example,user,Twin",
    "e@x.example,user,Old",
    "f@x.example,user,w4",
  ]);
  expect(rows.map(({ email, role, mark, culprit }) => [email, role, mark, culprit])).toEqual([
    ["new@x.example", "developer", "new", null],
    ["NEW@x.example", "user", "duplicate", "2"],
    ["EVE@x.example", "user", "member", null],
    ["ada@X.example", "user", "invited", null],
    ["late@x.example", "user", "new", null],
    ["queued@x.example", "user", "queued", null],
    ["failed@x.example", "user", "new", null],
    ["nobody", "user", "bad_address", null],
    ["b@x.example", "admin", "admin_role", "admin"],
    ["c@x.example", "user", "unknown_workspace", "Nowhere"],
    ["d@x.example", "user", "unknown_workspace", "Twin"],
    ["e@x.example", "user", "unknown_workspace", "Old"],
    ["f@x.example", "user", "new", null],
  ]);
});

test("workspaces are found by name or ID, and those of a row replace the default ones", async () => {
  const rows = await check([
    'a@x.example,user,"Checkout, prod"',
    "b@x.example,user,data;w1",
    "c@x.example,,",
    "d@x.example,user,A – B",
    "e@x.example,user,a - b",
  ]);
  expect(rows.map(({ workspaces }) => workspaces.map(({ id }) => id))).toEqual([
    ["w1"],
    ["w2", "w1"],
    ["w2"],
    ["w6"],
    ["w6"],
  ]);
});

test("a row with the billing role shows no workspaces, because it gets none", async () => {
  const rows = await check(["a@x.example,billing,Data", "b@x.example,billing,"]);
  expect(rows.map(({ mark, workspaces }) => [mark, workspaces])).toEqual([
    ["new", []],
    ["new", []],
  ]);
});

test("5,000 hostile rows are marked and cut to the length of an address", async () => {
  const lines = Array.from({ length: 4_997 }, (_, index) => `p${index}@x.example,user,`);
  const rows = await check([...lines, "=1+1,,", `${"a".repeat(1_000_000)},,`, "nul\0@x.example,,"]);
  expect(rows.filter(({ mark }) => mark === "new")).toHaveLength(4_997);
  expect(rows.slice(-3).map(({ mark, email }) => [mark, email.length])).toEqual([
    ["bad_address", 4],
    ["bad_address", 320],
    ["bad_address", 14],
  ]);
});

test("a wrong or oversized import is invalid, and people who may not invite may not check one", () => {
  for (const input of [null, { ...usual, text: "a".repeat(maxImportBytes + 1) }])
    expect(importInput.safeParse(input).success).toBe(false);
  expect(() => permitFor("auditor", "invites:write")).toThrow();
});

test("roles are read in both languages, and a workspace role per row", async () => {
  const text = [
    "email,role,workspaces,workspace_role",
    "a@x.example,Entwickler,Data,Nutzer",
    "b@x.example,Claude Code user,Data,Limited developer",
    "c@x.example,claude_code_user,Data,",
    "d@x.example,user,Data,Chef",
  ].join("\n");
  const { rows } = await checkText(text);
  expect(rows.map(({ mark, role, workspaceRole }) => [mark, role, workspaceRole])).toEqual([
    ["new", "developer", "workspace_user"],
    ["new", "claude_code_user", "workspace_restricted_developer"],
    ["new", "claude_code_user", "workspace_developer"],
    ["bad_workspace_role", "user", "Chef"],
  ]);
});

test("a row at fault has a suggestion where there is a likely one", async () => {
  const rows = await check([
    "a@x,example,",
    "b(at)x.example,,",
    "c@x.example,develper,",
    "d@x.example,user,Dta",
    "e@x.example,zzz,",
    "f x.example,,",
    "Frida Ek,,",
  ]);
  expect(rows.map(({ mark, suggestion }) => [mark, suggestion])).toEqual([
    ["bad_address", null],
    ["bad_address", "b@x.example"],
    ["bad_role", "developer"],
    ["unknown_workspace", "Data"],
    ["bad_role", null],
    ["bad_address", "f@x.example"],
    ["bad_address", null],
  ]);
});

test("a mended row is checked as it was mended, and only that row", async () => {
  const text = "email,role\nnobody,user\nf@x.example,wrong";
  const edits = [
    { position: 0, email: "g@x.example", role: "Entwickler", workspaces: "Data", workspaceRole: "Admin" },
  ];
  const { rows } = await checkText(text, edits);
  expect(rows).toMatchObject([
    { mark: "new", email: "g@x.example", role: "developer", workspaceRole: "workspace_admin" },
    { mark: "bad_role", email: "f@x.example" },
  ]);
  const odd = [{ ...edits[0], email: "\0" }];
  expect(importInput.safeParse({ ...usual, text, edits: odd }).success).toBe(false);
});
