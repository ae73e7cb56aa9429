import { beforeEach, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { organization } from "@/lib/core/db/directory-tables";
import { reviewRows, reviews } from "@/lib/core/db/review-tables";
import { statements } from "@/lib/core/db/statement-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { costRow } from "@/lib/money/reports/test-rows";
import { toLastMonth } from "@/lib/money/spend/month";
import { getStatement } from "@/lib/money/statements/read-model";
import { loadMonth } from "@/lib/money/statements/test-months";
import { personas } from "@/lib/sandbox/personas";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import { keepPastWork } from "./past-work";

const month = toLastMonth(addDays(toDay(new Date()), -3)).from.slice(0, 7);

beforeEach(async () => {
  await resetDatabase();
  resetSandbox();
  await syncDirectory();
  const db = await database();
  await db
    .insert(organization)
    .values({ id: "org", name: "Northwind", seenAt: new Date() })
    .onConflictDoNothing();
});

test("a month without all of its cost isn't closed, and nothing is reviewed", async () => {
  await keepPastWork();
  expect(await readAuditLog()).toEqual([]);
});

test("where nobody may write, nothing was done", async () => {
  await loadMonth(month, [costRow({ cents: "2000.5" })]);
  env.READ_ONLY = true;
  await keepPastWork();
  expect(await readAuditLog()).toEqual([]);
  env.READ_ONLY = false;
});

test("finance has closed a month once, and its statement is intact", async () => {
  await loadMonth(month, [costRow({ cents: "2000.5" })]);
  await keepPastWork();
  await keepPastWork();
  const closed = await (await database()).select().from(statements);
  expect(closed).toMatchObject([{ number: 1, month, closedBy: personas.finance }]);
  expect(await getStatement(permitFor("finance", "statements:read"), 1)).toMatchObject({ isIntact: true });
});

test("a lead and an admin have decided about everyone else, and the admin has closed the review", async () => {
  await loadMonth(month, [costRow({ cents: "2000.5" })]);
  await keepPastWork();
  const db = await database();
  expect(await db.select().from(reviews)).toMatchObject([
    { startedBy: personas.admin, closedBy: personas.admin, closeReason: null },
  ]);
  const rows = await db.select().from(reviewRows);
  expect(rows.length).toBeGreaterThan(5);
  expect(new Set(rows.map(({ outcome }) => outcome))).toEqual(new Set(["kept"]));
  expect(new Set(rows.map(({ decidedBy }) => decidedBy))).toEqual(new Set([personas.lead, personas.admin]));
  expect(rows.filter(({ email, decidedBy }) => email === decidedBy)).toEqual([]);
  const log = await readAuditLog();
  expect(new Set(log.map(({ outcome }) => outcome))).toEqual(new Set(["succeeded"]));
  expect(new Set(log.map(({ action }) => action))).toEqual(
    new Set(["review.start", "review.decide", "review.submit", "review.close", "statement.close"]),
  );
});
