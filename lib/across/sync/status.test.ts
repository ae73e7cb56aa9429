import { beforeEach, expect, test } from "vitest";
import { permitFor } from "@/lib/core/auth/test-permit";
import { resetDatabase } from "@/lib/core/db/test-database";
import { AppError } from "@/lib/core/errors/errors";
import { markFailed, markFinished } from "./state";
import { getSyncStatus } from "./status";

const reader = permitFor("member", "sync:read");
const earlier = new Date("2026-11-24T12:00:00Z");
const later = new Date("2026-11-24T12:01:00Z");

beforeEach(resetDatabase);

test("the newest failure of several jobs is reported", async () => {
  await markFailed("directory", earlier, new AppError("api_unreachable", "nobody answered"));
  await markFailed("usage", later, new AppError("key_rejected", "revoked", { requestId: "req_1" }));
  expect(await getSyncStatus(reader)).toMatchObject({ error: { code: "key_rejected", requestId: "req_1" } });
});

test("a job that finishes after a failure reports no failure", async () => {
  await markFailed("cost", earlier, new AppError("api_failed", "500"));
  await markFinished("cost", later);
  expect((await getSyncStatus(reader)).error).toBeNull();
});
