import { beforeEach, expect, test, vi } from "vitest";
import { GET } from "@/app/api/[...address]/route";
import { resetDatabase } from "@/lib/core/db/test-database";
import { readVersion } from "@/lib/core/db/version";
import { addMember } from "./test-directory";
import { inRequest, startTestSession, testOrigin } from "./test-request";

beforeEach(resetDatabase);

test("counting a refused read makes no one read answers again", async () => {
  await addMember("bob", "user");
  const as = await startTestSession("bob@northwind.example");
  const read = () => inRequest({ as }, () => GET(new Request(`${testOrigin}/api/members`)));
  expect((await read()).status).toBe(403);
  // PostgreSQL counts what all its databases write, tests beside this one included.
  await vi.waitUntil(async () => {
    const version = await readVersion();
    expect((await read()).status).toBe(403);
    return (await readVersion()) === version;
  }, 10_000);
});
