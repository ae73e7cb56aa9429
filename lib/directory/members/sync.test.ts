import { beforeEach, expect, test } from "vitest";
import { getActor } from "@/lib/core/auth/actor";
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
