import { beforeEach, expect, test } from "vitest";
import { permitFor } from "@/lib/core/auth/test-permit";
import { resetDatabase } from "@/lib/core/db/test-database";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { listCapabilities } from "./store";
import { probeCapabilities } from "./sync";
import { capabilities } from "./vocabulary";

let sandbox: TestSandbox;

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
});

async function listGranted() {
  const listed = await listCapabilities(permitFor("auditor", "settings:read"));
  return listed.capabilities.map(({ name, isGranted, errorCode }) => [name, isGranted, errorCode]);
}

test("nothing is known before anything was asked", async () => {
  expect(await listGranted()).toEqual(capabilities.map((capability) => [capability, null, null]));
});

const askedElsewhere = ["analytics_usage", "analytics_cost", "compliance", "service_accounts"];

test("each part is asked once, and parts with a sync of their own are asked there", async () => {
  await probeCapabilities();
  expect(await listGranted()).toEqual(
    capabilities.map((capability) => [capability, askedElsewhere.includes(capability) ? null : true, null]),
  );
  expect([...sandbox.requests.values()].every((times) => times === 1)).toBe(true);
});

test.each([
  ["/invites", "invites", 403, "key_rejected"],
  ["/rate_limits", "rate_limits", 404, "not_found"],
  ["/spend_limits", "spend_limits", 400, "refused"],
] as const)("a refusal of %s concerns that part alone", async (path, refused, status, code) => {
  sandbox.faults.add({ kind: "error", path, status });
  await probeCapabilities();
  const granted = await listGranted();
  expect(granted.filter(([, isGranted]) => isGranted === false)).toEqual([[refused, false, code]]);
  expect(granted.filter(([, isGranted]) => isGranted === true)).toHaveLength(
    capabilities.length - 1 - askedElsewhere.length,
  );
});

test("a key that is rejected everywhere says nothing about its capabilities", async () => {
  sandbox.faults.add({ kind: "revoked" });
  await expect(probeCapabilities()).rejects.toMatchObject({ code: "key_rejected" });
  expect((await listGranted()).every(([, isGranted]) => isGranted === null)).toBe(true);
});
