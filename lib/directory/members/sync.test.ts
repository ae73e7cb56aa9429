import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { getActor } from "@/lib/core/auth/actor";
import { database } from "@/lib/core/db/client";
import { changes } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { syncMemberByEmail } from "./sync";

const email = "new@northwind.example";
let sandbox: TestSandbox;

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
});

test("a person whom only the API knows is mirrored immediately", async () => {
  sandbox.users.add({ email, name: "New", role: "billing" });
  await syncMemberByEmail("NEW@northwind.example");
  expect(await getActor(email)).toMatchObject({ name: "New", persona: "finance" });
});

test("a person whom the API has lost is a stranger immediately", async () => {
  const { id } = sandbox.users.add({ email, name: "New", role: "billing" });
  await syncMemberByEmail(email);
  sandbox.store.users.remove(id);
  await syncMemberByEmail(email);
  expect(await getActor(email)).toBeNull();
});

test("an unknown address makes no actor", async () => {
  await syncMemberByEmail("nobody@northwind.example");
  expect(await getActor("nobody@northwind.example")).toBeNull();
});

test("what changed elsewhere is recorded when the person is read before the next listing", async () => {
  const user = sandbox.users.add({ email, name: "New", role: "user" });
  const { id } = user;
  await syncDirectory();
  sandbox.store.users.put({ ...user, role: "admin" });
  await syncMemberByEmail(email);
  sandbox.store.users.remove(id);
  await syncMemberByEmail(email);
  await syncDirectory();
  const rows = await (await database()).select().from(changes).where(eq(changes.targetId, id));
  expect(rows.map(({ noun, kind, before, after }) => ({ noun, kind, before, after }))).toMatchObject([
    { noun: "member", kind: "changed", before: { role: "user" }, after: { role: "admin" } },
    { noun: "member", kind: "gone", before: { role: "admin" } },
  ]);
});
