import { beforeEach, expect, test } from "vitest";
import { newActor } from "@/lib/core/auth/test-permit";
import { databaseKind } from "@/lib/core/db/client";
import { resetDatabase } from "@/lib/core/db/test-database";
import { openEntry } from "./entry";
import { settleOrphans, settleOrphansAtStart } from "./orphans";
import { readAuditLog } from "./test-log";
import { verifyChain } from "./verify";

beforeEach(resetDatabase);

const minuteMs = 60_000;
const open = (action: "workspace.update" | "export.download" = "workspace.update") =>
  openEntry({ actor: newActor("admin"), action, targetId: "wrkspc_1", request: null });
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * minuteMs);

async function listOutcomes() {
  const items = await readAuditLog();
  return items.map(({ outcome, errorCode }) => [outcome, errorCode]);
}

test("an operation of a killed server becomes unknown once it can no longer be running", async () => {
  await open();
  await settleOrphans(inMinutes(14));
  expect((await verifyChain()).lines).toBe(1);
  await settleOrphans(inMinutes(16));
  await settleOrphans(inMinutes(17));
  expect((await verifyChain()).lines).toBe(2);
  expect(await listOutcomes()).toEqual([["unknown", "outcome_unknown"]]);
});

test("a long download is left alone for a day", async () => {
  await open("export.download");
  await settleOrphans(inMinutes(60));
  expect((await verifyChain()).lines).toBe(1);
  await settleOrphans(inMinutes(25 * 60));
  expect((await verifyChain()).lines).toBe(2);
});

test("a starting server finds orphans in all operations of an embedded database, and in old ones of a shared database", async () => {
  const entry = await open();
  await settleOrphansAtStart();
  const isShared = databaseKind() === "postgres";
  expect((await verifyChain()).lines).toBe(isShared ? 1 : 2);
  await settleOrphansAtStart(inMinutes(10 * 24 * 60));
  expect(await listOutcomes()).toEqual([["unknown", "outcome_unknown"]]);
  // Its server is alive after all and must learn that its answer came too late.
  await expect(entry.settle({ outcome: "succeeded" })).rejects.toThrow("settled elsewhere");
});
