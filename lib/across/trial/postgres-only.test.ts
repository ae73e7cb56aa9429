import { expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { currentActor } from "@/lib/core/auth/session";
import { inRequest, startTestSession } from "@/lib/core/auth/test-request";
import { SecretClaim } from "@/lib/core/db/secret-claim";
import { getSessionUrl } from "@/lib/core/db/session-url";
import { resetDatabase } from "@/lib/core/db/test-database";
import { personas } from "@/lib/sandbox/personas";
import { resetSandbox as newSandbox } from "@/scripts/sandbox/reset-sandbox";
import { resetSandbox } from "./actions";

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
