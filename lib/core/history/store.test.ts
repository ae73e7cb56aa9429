import { beforeEach, expect, test } from "vitest";
import { database } from "@/lib/core/db/client";
import { syncState } from "@/lib/core/db/own-tables";
import { reportDays } from "@/lib/core/db/report-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { toDay, toDayAgo } from "@/lib/core/format/calendar";
import { toRefetchInterval } from "./queries";
import { findAllLoading, findLoading, getHistory, type Needed } from "./store";
import { markRead } from "./test-history";

beforeEach(resetDatabase);

const today = toDay(Date.now());
const ago = toDayAgo;
const cost = (from: number, to: number): Needed => ({ report: "cost", from: ago(from), to: ago(to) });

test("missing history is reported with its progress, and complete history isn't", async () => {
  expect(await findLoading([cost(30, 1)])).toEqual({ done: 0, total: 400, readDays: 0, isFailing: false });
  await markRead(["cost"]);
  expect(await findLoading([cost(30, 1)])).toBeNull();
  expect(await findAllLoading(["cost"])).toBeNull();
});

test("a conclusion waits only for the days it depends on", async () => {
  await markRead(["cost"], { count: 34 });
  const history = await getHistory(["cost"]);
  expect(history.findLoading(cost(33, 1))).toBeNull();
  expect(history.findLoading(cost(34, 1))).toEqual({ done: 34, total: 400, readDays: 33, isFailing: false });
  expect(history.findLoading(cost(50, 40))).toMatchObject({ done: 34 });
  expect(history.isUnread("cost", ago(33))).toBe(false);
  expect(history.isUnread("cost", ago(34))).toBe(true);
});

test("days before the kept history, and days that the API does not have, are not waited for", async () => {
  await markRead(["cost"], { count: 399 });
  expect(await findLoading([cost(500, 1)])).toMatchObject({ done: 399 });
  const refused = { report: "cost", day: ago(399), fetchedAt: new Date(), isRefused: true, rowCount: 0 };
  await (await database()).insert(reportDays).values(refused);
  expect(await findLoading([cost(500, 1)])).toBeNull();
});

test("today, which is never complete, is waited for only if there is no other day", async () => {
  await markRead(["cost"], { daysAgo: 1, count: 399 });
  expect(await findLoading([cost(30, 0)])).toBeNull();
  expect(await findLoading([cost(0, 0)])).toMatchObject({ done: 399, total: 400 });
});

test("a gap left by an outage is waited for like the first history", async () => {
  await markRead(["cost"], { daysAgo: 4 });
  await markRead(["cost"], { count: 2 });
  const history = await getHistory(["cost"]);
  expect(history.findLoading(cost(7, 1))).toEqual({ done: 398, total: 400, readDays: 1, isFailing: false });
  expect(history.findLoading(cost(30, 4))).toBeNull();
});

test("the report that is furthest behind is reported, even though some keep fewer days", async () => {
  await markRead(["cost"], { count: 300 });
  await markRead(["usage"], { count: 20 });
  const all = { from: "1970-01-01", to: today };
  const reports = ["cost", "usage", "usage-hours", "actor-cost"] as const;
  const history = await getHistory(reports);
  expect(history.findLoading({ report: "cost", ...all }, { report: "usage", ...all })).toEqual({
    done: 20,
    total: 400,
    readDays: 19,
    isFailing: false,
  });
  expect(history.findLoading({ report: "usage-hours", ...all })).toMatchObject({ done: 0, total: 31 });
  expect(history.findLoading({ report: "actor-cost", ...all })).toMatchObject({ done: 0, total: 92 });
});

test.each([
  ["cost", "api_unreachable", true],
  ["directory", "key_rejected", true],
  ["directory", "refused", false],
  ["usage", "api_unreachable", false],
])("a failing %s (%s) is reported for cost (%s)", async (job, errorCode, isFailing) => {
  await (await database()).insert(syncState).values({ job, errorCode, failedAt: new Date() });
  expect(await findLoading([cost(30, 1)])).toMatchObject({ isFailing });
});

test("an answer that waits for history is refetched soon, and others at their own interval", () => {
  const toInterval = toRefetchInterval(60_000);
  const loading = { done: 1, total: 2, readDays: 1, isFailing: false };
  expect(toInterval({ state: { data: { loading } } })).toBeLessThan(10_000);
  for (const data of [undefined, null, [], { loading: null }])
    expect(toInterval({ state: { data } })).toBe(60_000);
  expect(toRefetchInterval(false)({ state: { data: {} } })).toBe(false);
});
