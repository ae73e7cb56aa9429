import { afterEach, beforeEach, expect, test } from "vitest";
import { readAuditLog } from "@/lib/audit/test-log";
import { inRequest } from "@/lib/auth/test-request";
import { resetDatabase } from "@/lib/db/test-database";
import { personas } from "@/lib/sandbox/personas";
import { syncNow } from "./actions";
import { syncDirectory } from "./directory";
import { stopSync } from "./start";
import { listJobStates } from "./state";
import { resetSandbox } from "./test-sandbox";

beforeEach(async () => {
  await resetDatabase();
  resetSandbox();
  await syncDirectory();
});
afterEach(stopSync);

test("an admin's request reaches the leader, and is audited", async () => {
  const { serverError } = await inRequest({ as: personas.admin }, () => syncNow({}));
  expect(serverError).toBeUndefined();
  const states = await listJobStates();
  expect(Object.values(states).every(({ requestedAt }) => requestedAt instanceof Date)).toBe(true);
  const items = await readAuditLog();
  expect(items).toMatchObject([{ action: "sync.run", actorEmail: personas.admin, outcome: "succeeded" }]);
});

test("no one else's does", async () => {
  const { serverError } = await inRequest({ as: personas.lead }, () => syncNow({}));
  expect(serverError).toMatchObject({ code: "forbidden" });
  expect((await listJobStates()).directory.requestedAt).toBeNull();
  const items = await readAuditLog();
  expect(items).toMatchObject([{ action: "sync.run", outcome: "failed", errorCode: "forbidden" }]);
});
