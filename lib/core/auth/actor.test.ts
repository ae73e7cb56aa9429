import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { getActor, getLinkActor } from "./actor";
import { addMember, addMembership } from "./test-directory";

const now = new Date("2026-11-24T12:00:00Z");
const earlier = new Date(now.getTime() - 1);
const later = new Date(now.getTime() + 1);

async function grant(email: string, persona: string, expiresAt: Date | null = null) {
  const db = await database();
  await db.insert(grants).values({ email, persona, expiresAt, createdBy: "test", createdAt: earlier });
}

beforeEach(resetDatabase);
afterEach(() => {
  vi.restoreAllMocks();
  env.BOOTSTRAP_ADMINS.length = 0;
});

test.each([
  ["admin", "admin"],
  ["owner", "admin"],
  ["primary_owner", "admin"],
  ["billing", "finance"],
  ["user", "member"],
  ["developer", "member"],
  ["claude_code_user", "member"],
  ["a_role_of_tomorrow", "member"],
])("the organization role %s gives the persona %s", async (role, persona) => {
  await addMember("ada", role);
  const actor = await getActor("ada@northwind.example", now);
  expect(actor).toMatchObject({ id: "ada", memberId: "ada", name: "ada", persona });
  expect(actor?.workspaceIds).toEqual(persona === "member" ? [] : null);
});

test("the email is compared without regard to case", async () => {
  await addMember("ada", "admin", { email: "Ada@Northwind.Example" });
  expect(await getActor("aDA@northwind.example", now)).toMatchObject({ email: "Ada@Northwind.Example" });
});

test("a member whose address only looks like an ASCII one is a different person", async () => {
  await addMember("kelvin", "admin", { email: "\u212Aim@northwind.example" });
  expect(await getActor("kim@northwind.example", now)).toBeNull();
});

test("a workspace admin is a lead of exactly the live workspaces they administer", async () => {
  await addMember("ada", "developer");
  await addMembership("ada", "wrkspc_b", "workspace_admin");
  await addMembership("ada", "wrkspc_a", "workspace_admin");
  await addMembership("ada", "wrkspc_c", "workspace_developer");
  await addMembership("ada", "wrkspc_d", "workspace_admin", { archivedAt: earlier });
  await addMembership("ada", "wrkspc_e", "workspace_admin", { goneAt: earlier });
  await addMembership("bob", "wrkspc_f", "workspace_admin");
  const actor = await getActor("ada@northwind.example", now);
  expect(actor).toMatchObject({ persona: "lead", workspaceIds: ["wrkspc_a", "wrkspc_b"] });
});

test("a lead who is demoted, or whose workspace is archived, is a member at the next check", async () => {
  await addMember("ada", "user");
  await addMembership("ada", "wrkspc_a", "workspace_admin");
  await addMembership("ada", "wrkspc_b", "workspace_admin");
  const db = await database();
  await db
    .update(workspaceMembers)
    .set({ role: "workspace_user" })
    .where(eq(workspaceMembers.workspaceId, "wrkspc_a"));
  expect(await getActor("ada@northwind.example", now)).toMatchObject({ workspaceIds: ["wrkspc_b"] });
  await db.update(workspaces).set({ goneAt: now }).where(eq(workspaces.id, "wrkspc_b"));
  expect(await getActor("ada@northwind.example", now)).toMatchObject({ persona: "member", workspaceIds: [] });
});

test("a removed person is a stranger at the next check, and so is an unknown one", async () => {
  await addMember("ada", "admin");
  const db = await database();
  await db.update(members).set({ goneAt: now });
  expect(await getActor("ada@northwind.example", now)).toBeNull();
  expect(await getActor("nobody@northwind.example", now)).toBeNull();
});

test("a person who left and came back has their present role", async () => {
  await addMember("ada1", "admin", { email: "ada@northwind.example", goneAt: earlier });
  await addMember("ada2", "user", { email: "ada@northwind.example" });
  expect(await getActor("ada@northwind.example", now)).toMatchObject({ id: "ada2", persona: "member" });
});

test.each(["admin", "finance", "auditor"])("a grant of %s lets an outsider in", async (persona) => {
  await grant("out@side.example", persona);
  const actor = await getActor("OUT@side.example", now);
  expect(actor).toEqual({
    id: "grant:out@side.example",
    email: "out@side.example",
    name: "out@side.example",
    memberId: null,
    persona,
    workspaceIds: null,
    isReadOnly: false,
    session: null,
  });
});

test("a grant ends with its date", async () => {
  await grant("a@side.example", "auditor", now);
  await grant("b@side.example", "auditor", later);
  expect(await getActor("a@side.example", now)).toBeNull();
  expect(await getActor("b@side.example", now)).toMatchObject({ persona: "auditor" });
});

test.each(["lead", "member", "root"])("a grant of %s gives nothing", async (persona) => {
  await grant("out@side.example", persona);
  expect(await getActor("out@side.example", now)).toBeNull();
});

test("a grant replaces a lead's role, and never lowers an admin", async () => {
  await addMember("ada", "developer");
  await addMembership("ada", "wrkspc_a", "workspace_admin");
  await addMember("bob", "admin");
  await grant("ada@northwind.example", "auditor");
  await grant("bob@northwind.example", "finance");
  expect(await getActor("ada@northwind.example", now)).toMatchObject({
    memberId: "ada",
    persona: "auditor",
    workspaceIds: null,
  });
  expect(await getActor("bob@northwind.example", now)).toMatchObject({ persona: "admin" });
});

test("BOOTSTRAP_ADMINS are admins regardless of the directory", async () => {
  env.BOOTSTRAP_ADMINS.push("boot@side.example", "ada@northwind.example");
  await addMember("ada", "billing");
  expect(await getActor("Boot@side.example", now)).toMatchObject({ persona: "admin", memberId: null });
  expect(await getActor("ada@northwind.example", now)).toMatchObject({ persona: "admin", memberId: "ada" });
});

test("the one-time link is not one of BOOTSTRAP_ADMINS", () => {
  env.BOOTSTRAP_ADMINS.push("boot@side.example");
  expect(getLinkActor()).toMatchObject({
    id: "link",
    email: "one-time link",
    persona: "admin",
    memberId: null,
  });
});
