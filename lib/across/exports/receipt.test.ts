import { expect, test } from "vitest";
import { GET } from "@/app/api/export/offboardings/[file]/route";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { inRequest, startTestSession, testOrigin } from "@/lib/core/auth/test-request";
import { makeWorld, order } from "@/lib/directory/offboardings/test-offboardings";
import { personas } from "@/lib/sandbox/personas";

test("the receipt of an off-boarding takes a recent sign-in, and the refusal is on record", async () => {
  const { data } = await order(await makeWorld());
  const download = async (minutesAgo: number) => {
    const authenticatedAt = new Date(Date.now() - minutesAgo * 60_000);
    const as = await startTestSession(personas.admin, { authenticatedAt });
    const request = new Request(`${testOrigin}/api/export/offboardings/receipt.csv?id=${data?.ids[0]}`);
    return inRequest({ as }, () => GET(request, { params: Promise.resolve({ file: "receipt.csv" }) }));
  };
  const refused = await download(16);
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({ code: "step_up_required" });
  expect((await readAuditLog())[0]).toMatchObject({ action: "export.download", outcome: "failed" });
  expect((await download(0)).status).toBe(200);
});
