import { beforeEach, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { getActor } from "@/lib/core/auth/actor";
import { resetDatabase } from "@/lib/core/db/test-database";
import { personas } from "@/lib/sandbox/personas";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { syncLedMemberships } from "./sync";

let sandbox: TestSandbox;

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  await syncDirectory();
});

const listLed = async () => (await getActor(personas.lead))?.workspaceIds ?? [];

test("a lead who was demoted or removed no longer leads once the API is asked", async () => {
  const [first = "", second = "", ...rest] = await listLed();
  const { id = "" } = sandbox.store.users.list().find(({ email }) => email === personas.lead) ?? {};
  await syncLedMemberships(personas.lead.toUpperCase());
  expect(await listLed()).toEqual([first, second, ...rest]);
  sandbox.store.grants.get(first)?.set(id, "workspace_user");
  sandbox.store.grants.get(second)?.delete(id);
  await syncLedMemberships(personas.lead);
  expect(await listLed()).toEqual(rest);
});

test("nothing is read about people whose organization role makes them a lead everywhere", async () => {
  sandbox.requests.clear();
  await syncLedMemberships(personas.admin);
  expect(sandbox.requests.size).toBe(0);
});
