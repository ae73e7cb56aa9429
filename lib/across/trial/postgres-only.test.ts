import pg from "pg";
import { expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { currentActor } from "@/lib/core/auth/session";
import { inRequest, startTestSession } from "@/lib/core/auth/test-request";
import { SecretClaim } from "@/lib/core/db/secret-claim";
import { getSessionUrl } from "@/lib/core/db/session-url";
import { tableNames } from "@/lib/core/db/table-names";
import { resetDatabase } from "@/lib/core/db/test-database";
import { personas } from "@/lib/sandbox/personas";
import { resetSandbox as newSandbox } from "@/scripts/sandbox/reset-sandbox";
import { resetSandbox } from "./actions";

test("a reset waits for a read of several tables, whichever it began with", async () => {
  await resetDatabase();
  newSandbox();
  await syncDirectory();
  const admin = await startTestSession(personas.admin);
  const reader = new pg.Client(getSessionUrl());
  await reader.connect();
  await reader.query("begin");
  await reader.query(`select from ${tableNames.at(-1)} limit 1`);
  const resetting = inRequest({ as: admin }, () => resetSandbox({}));
  await new Promise((resolve) => setTimeout(resolve, 500));
  await reader.query(`select from ${tableNames[0]} limit 1`);
  // PostgreSQL takes one second to end one of two that wait for each other.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await reader.query("commit");
  await reader.end();
  expect((await resetting).serverError).toBeUndefined();
  expect(await readAuditLog()).toMatchObject([{ action: "sandbox.reset", outcome: "succeeded" }]);
});

test("a database that another server uses is not emptied, because that server would refill it", async () => {
  await resetDatabase();
  newSandbox();
  await syncDirectory();
  const admin = await startTestSession(personas.admin);
  const reset = () => inRequest({ as: admin }, () => resetSandbox({}));
  const claims = [1, 2].map(() => new SecretClaim(getSessionUrl() ?? "", 7, []));
  for (const claim of claims) expect(await claim.take()).toBe(true);
  const failure = { code: "conflict", reason: "sandbox_shared" };
  expect((await reset()).serverError).toMatchObject(failure);
  expect(await inRequest({ as: admin }, currentActor)).toMatchObject({ persona: "admin" });
  const items = await readAuditLog();
  expect(items).toMatchObject([{ action: "sandbox.reset", outcome: "failed", actorEmail: personas.admin }]);
  await claims[1]?.release();
  expect((await reset()).serverError).toBeUndefined();
  await claims[0]?.release();
});
