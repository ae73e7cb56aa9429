import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { noteOutcome } from "@/lib/core/admin-api/request-outcomes";
import { attack, writeEntries } from "@/lib/core/audit/test-attack";
import { database } from "@/lib/core/db/client";
import { syncState } from "@/lib/core/db/own-tables";
import { storeKey } from "@/lib/core/db/store-key";
import { resetDatabase } from "@/lib/core/db/test-database";
import { AppError } from "@/lib/core/errors/errors";
import { forget, processSingleton } from "@/lib/core/process/process-singleton";
import { hasMetricsToken } from "@/lib/core/telemetry/metrics-token";
import { readMetrics } from "./metrics";

beforeEach(resetDatabase);

test("calls of the API are counted by their result, and reading the metrics changes nothing", async () => {
  noteOutcome(null);
  noteOutcome(null);
  noteOutcome(new AppError("rate_limited", "429"));
  await readMetrics();
  const { text, contentType } = await readMetrics();
  expect(contentType).toContain("text/plain");
  expect(text).toContain('castellan_admin_api_calls_total{outcome="ok"} 2\n');
  expect(text).toContain('castellan_admin_api_calls_total{outcome="rate_limited"} 1\n');
});

test("the metrics show when each job finished and which ones fail", async () => {
  const db = await database();
  await db.insert(syncState).values([
    { job: "directory", finishedAt: new Date(1_795_000_000_000) },
    { job: "cost", failedAt: new Date(), errorCode: "api_failed" },
  ]);
  const { text } = await readMetrics();
  expect(text).toContain('castellan_sync_finished_timestamp_seconds{sync_job="directory"} 1795000000\n');
  expect(text).toContain('castellan_sync_is_failing{sync_job="directory"} 0\n');
  expect(text).toContain('castellan_sync_is_failing{sync_job="cost"} 1\n');
});

test("the metrics show how long the audit log is, and before which line it is unproven", async () => {
  await writeEntries("user_1");
  expect((await readMetrics()).text).toContain("castellan_audit_unproven_before_line 0\n");
  await attack(sql`delete from audit_head`);
  await writeEntries("user_2");
  const { text } = await readMetrics();
  expect(text).toContain("castellan_audit_lines 6\n");
  expect(text).toContain("castellan_audit_unproven_before_line 3\n");
});

test("the process reports what it knows even if the database doesn't answer", async () => {
  noteOutcome(null);
  expect((await readMetrics()).text).toContain("castellan_store_up 1\n");
  const open = processSingleton<unknown>(storeKey, () => null);
  forget(storeKey);
  const down = Promise.reject(new Error("down"));
  down.catch(() => {});
  processSingleton(storeKey, () => down);
  const { text } = await readMetrics();
  forget(storeKey);
  processSingleton(storeKey, () => open);
  expect(text).toContain("castellan_store_up 0\n");
  expect(text).toContain('castellan_admin_api_calls_total{outcome="ok"}');
  expect(text).not.toMatch(/^castellan_(sync|unreadable|audit)\w+[{ ]/m);
});

test("the size reported is that of the database", async () => {
  const [, bytes] = /^castellan_store_bytes (\d+)$/m.exec((await readMetrics()).text) ?? [];
  expect(Number(bytes)).toBeGreaterThan(1_000_000);
});

test("the process reports about itself as well", async () => {
  expect((await readMetrics()).text).toContain("process_resident_memory_bytes");
});

test.each([
  ["Bearer right", true],
  ["Bearer wrong", false],
  ["Bearer righ", false],
  ["right", false],
  ["", false],
  [null, false],
])("the header %j is accepted or not (%s)", (header, isRight) => {
  const headers = new Headers(header === null ? {} : { authorization: header });
  expect(hasMetricsToken(headers, "right")).toBe(isRight);
});

test("without a token, no header is the right one", () => {
  expect(hasMetricsToken(new Headers({ authorization: "Bearer " }), "")).toBe(false);
  expect(hasMetricsToken(new Headers({ authorization: "Bearer undefined" }), undefined)).toBe(false);
});
