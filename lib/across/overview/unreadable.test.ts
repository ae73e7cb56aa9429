import { beforeEach, expect, test } from "vitest";
import { permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { resetDatabase } from "@/lib/core/db/test-database";
import { saveUnreadable } from "@/lib/core/db/unreadable-rows";
import type { UnreadableRow } from "@/lib/core/errors/unreadable-row";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { getOverview } from "./overview";

const odd: UnreadableRow = { id: null, field: "amount", problem: "form", sample: { amount: "1,5" } };
const today = toDay(new Date());

beforeEach(async () => {
  await resetDatabase();
  const db = await database();
  await saveUnreadable(db, { noun: "cost", part: today }, [odd, odd], new Date());
  await saveUnreadable(db, { noun: "usage", part: today }, [odd], new Date());
  await saveUnreadable(db, { noun: "cost", part: addDays(today, -40) }, [odd], new Date());
  await saveUnreadable(db, { noun: "member" }, [odd], new Date());
});

async function listFound(persona: "admin" | "finance") {
  const { attention } = await getOverview(permitFor(persona, "cost:read"));
  return attention
    .filter(({ kind }) => kind === "rows_unreadable" || kind === "days_incomplete")
    .map(({ kind, count, href }) => [kind, count, href]);
}

test("an admin sees every row that could not be read, and where to find it", async () => {
  expect(await listFound("admin")).toEqual([["rows_unreadable", 5, "/settings?tab=key"]]);
});

test("finance sees the days that lack rows, each day once", async () => {
  expect(await listFound("finance")).toEqual([["days_incomplete", 1, "/cost"]]);
});
