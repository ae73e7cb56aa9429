import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { storeOwner } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { resetDatabase } from "@/lib/core/db/test-database";
import { forget } from "@/lib/core/process/process-singleton";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import { proveOrganization, renewFingerprint, requireProof } from "./proof";
import { currentActor } from "./session";
import { addMember } from "./test-directory";
import { inRequest, startTestSession } from "./test-request";
import { restartWith } from "./test-rotation";

let sandbox: ReturnType<typeof resetSandbox>;
let session: { token: string };

beforeEach(async () => {
  await resetDatabase();
  forget("organization-proof");
  sandbox = resetSandbox();
  await addMember("ada", "admin");
  session = await startTestSession("ada@northwind.example");
});

const owner = async () => (await (await database()).select().from(storeOwner))[0];
const setOwner = async (given: Partial<typeof storeOwner.$inferInsert>) =>
  (await database()).update(storeOwner).set(given);
const countRequests = () => [...sandbox.requests.values()].reduce((sum, count) => sum + count, 0);
const ask = () => inRequest({ as: session }, currentActor);

test("a key that belongs to this organization opens the database without a request to the API", async () => {
  expect(await ask()).toMatchObject({ email: "ada@northwind.example" });
  expect(countRequests()).toBe(0);
});

test("an outage locks no one out of a proven database", async () => {
  sandbox.faults.add({ kind: "lost_before" });
  expect(await ask()).not.toBeNull();
});

test("after a rotation of the secret, an outage locks no one out either", async () => {
  const [old, fresh] = ["o".repeat(32), "n".repeat(32)];
  onTestFinished(() => restartWith(undefined));
  restartWith(old);
  await proveOrganization();
  sandbox.faults.add({ kind: "lost_before" });
  restartWith(fresh, old);
  expect(await ask()).not.toBeNull();
  await renewFingerprint();
  restartWith(fresh);
  expect(await ask()).not.toBeNull();
});

test("a new key is proven by one request, however many people ask at once", async () => {
  await setOwner({ keyFingerprint: "of another key" });
  await Promise.all([ask(), ask(), ask()]);
  expect(countRequests()).toBe(1);
  expect((await owner())?.keyFingerprint).not.toBe("of another key");
});

test("a key of another organization opens nothing and takes nothing over", async () => {
  await setOwner({ organizationId: "org_other", keyFingerprint: null });
  await expect(ask()).rejects.toMatchObject({ code: "organization_unproven" });
  await expect(proveOrganization()).rejects.toMatchObject({ code: "conflict" });
  expect(await owner()).toMatchObject({ organizationId: "org_other", keyFingerprint: null });
});

test("a key that cannot be checked opens nothing until it can", async () => {
  await setOwner({ keyFingerprint: null });
  sandbox.faults.add({ kind: "revoked" });
  await expect(ask()).rejects.toMatchObject({ code: "organization_unproven" });
  sandbox.faults.clear();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 5_000 });
  expect(await ask()).toMatchObject({ email: "ada@northwind.example" });
  vi.useRealTimers();
});

test("the API isn't asked again for a moment after a failure", async () => {
  await setOwner({ keyFingerprint: null });
  sandbox.faults.add({ kind: "revoked" });
  await expect(requireProof()).rejects.toMatchObject({ code: "organization_unproven" });
  const asked = countRequests();
  await expect(requireProof()).rejects.toMatchObject({ code: "organization_unproven" });
  expect(countRequests()).toBe(asked);
});

test("a database that another kind of installation has claimed is not proven", async () => {
  await setOwner({ kind: "live" });
  await expect(requireProof()).rejects.toMatchObject({ code: "organization_unproven" });
  expect(await owner()).toMatchObject({ kind: "live" });
});
