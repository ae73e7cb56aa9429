import { beforeEach, expect, test } from "vitest";
import { newActor } from "@/lib/core/auth/test-permit";
import { resetDatabase } from "@/lib/core/db/test-database";
import { AppError } from "@/lib/core/errors/errors";
import { openEntry } from "./entry";
import { readAudit } from "./test-log";
import { endAll, waitForWrites } from "./under-way";
import type { AuditAction } from "./vocabulary";

beforeEach(resetDatabase);

const open = (action: AuditAction = "workspace.update") =>
  openEntry({ actor: newActor("admin"), action, targetId: "wrkspc_1", request: null });

async function isOver(promise: Promise<unknown>): Promise<boolean> {
  const turn = new Promise((resolve) => setImmediate(() => resolve("open")));
  return (await Promise.race([promise, turn])) !== "open";
}

test("the stop waits for the outcome of a write, whatever it is", async () => {
  const entry = await open();
  entry.markSent();
  const waited = waitForWrites();
  expect(await isOver(waited)).toBe(false);
  await entry.settle({ outcome: "succeeded" });
  await waited;
  expect(await readAudit()).toMatchObject({ outcome: "succeeded", errorCode: null });
});

test("the stop doesn't wait when nothing is under way, not even for a download", async () => {
  await waitForWrites();
  const download = await open("export.download");
  await waitForWrites();
  await download.settle({ outcome: "succeeded" });
});

test("a write without an answer in time is unknown, and its late outcome changes nothing", async () => {
  const entry = await open();
  entry.markSent();
  await waitForWrites(1);
  await endAll(1);
  expect(await readAudit()).toMatchObject({ outcome: "unknown", errorCode: "outcome_unknown" });
  await expect(entry.settle({ outcome: "succeeded" })).rejects.toThrow("is settled already");
  expect(await readAudit()).toMatchObject({ outcome: "unknown" });
});

test("a write that wasn't sent has failed and is no longer sent", async () => {
  const entry = await open();
  await endAll(1);
  expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "store_unavailable" });
  expect(() => entry.markSent()).toThrow(AppError);
});

test("a row of a bulk run is left to the server that resumes the run", async () => {
  await openEntry({
    actor: newActor("admin"),
    action: "member.remove",
    targetId: "user_1",
    request: null,
    entryId: crypto.randomUUID(),
  });
  await endAll(1);
  expect(await readAudit()).toMatchObject({ outcome: "unknown", errorCode: null });
});
