import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { noteOutcome } from "@/lib/core/admin-api/request-outcomes";
import { database, databaseKind } from "@/lib/core/db/client";
import { syncState } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { AppError, type ErrorCode } from "@/lib/core/errors/errors";
import { getHealth } from "./health";

const dataDir = env.DATA_DIR;
beforeEach(resetDatabase);
afterEach(() => {
  env.DATA_DIR = dataDir;
});

async function saveDirectory(state: Partial<typeof syncState.$inferInsert>): Promise<void> {
  const db = await database();
  await db.insert(syncState).values({ job: "directory", ...state });
}

const isEmbedded = databaseKind() === "pglite";
const later = () => new Date(Date.now() + 5_000);

test("the server is not ready before anything is known about the API", async () => {
  expect(await getHealth()).toMatchObject({ isReady: false, database: "ok", adminApi: "unknown" });
});

test("the server is ready once a sync went through, on whichever replica", async () => {
  const finishedAt = later();
  env.DATA_DIR = tmpdir();
  await saveDirectory({ startedAt: new Date(), finishedAt });
  expect(await getHealth()).toEqual({
    isReady: true,
    database: "ok",
    disk: isEmbedded ? { fault: null, freeBytes: expect.any(Number) } : null,
    adminApi: "ok",
    sync: { lastSyncedAt: finishedAt.toISOString(), isRunning: false, error: null, unavailable: [] },
  });
});

test.each<ErrorCode>(["key_rejected", "api_unreachable", "api_failed", "bad_answer"])(
  "tells %s from the other troubles, from our own requests and from the sync's",
  async (code) => {
    noteOutcome(new AppError(code, "noted by a request"));
    expect(await getHealth()).toMatchObject({ isReady: false, database: "ok", adminApi: code });
    noteOutcome(null);
    expect((await getHealth()).adminApi).toBe("ok");
    await saveDirectory({ startedAt: new Date(), failedAt: later(), errorCode: code });
    expect(await getHealth()).toMatchObject({ isReady: false, adminApi: code, sync: { error: code } });
  },
);

test("readiness says what is wrong with the disk of the embedded database, and nothing of another's", async () => {
  env.DATA_DIR = join(tmpdir(), "castellan-nowhere");
  expect((await getHealth()).disk).toEqual(isEmbedded ? { fault: "missing", freeBytes: null } : null);
});

test("of several failed jobs the newest failure is reported", async () => {
  const db = await database();
  await db.insert(syncState).values([
    { job: "directory", failedAt: new Date(0), errorCode: "api_unreachable" },
    { job: "usage", failedAt: later(), errorCode: "key_rejected" },
  ]);
  expect((await getHealth()).sync.error).toBe("key_rejected");
});

test("a refused request and a lost write do not make the key count as bad", async () => {
  noteOutcome(new AppError("refused", "already a member"));
  expect((await getHealth()).adminApi).toBe("ok");
  noteOutcome(new AppError("outcome_unknown", "no answer"));
  expect((await getHealth()).adminApi).toBe("api_failed");
});
