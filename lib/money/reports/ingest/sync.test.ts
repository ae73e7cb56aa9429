import { beforeEach, describe, expect, test } from "vitest";
import { database } from "@/lib/core/db/client";
import { costRows, reportDays } from "@/lib/core/db/report-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { addDays, type DayRange, listDays, toDay } from "@/lib/core/format/calendar";
import { refuseDays } from "@/lib/money/reports/rollups/replace-day";
import { replaceDay } from "@/lib/money/reports/test-day";
import { costRow } from "@/lib/money/reports/test-rows";
import { refused, serveReports, toBucket, toPage } from "@/lib/money/reports/test-server";
import { planWindows } from "./plan-windows";
import { fetchWindow, getReportProgress } from "./sync";

beforeEach(resetDatabase);

const now = new Date("2026-11-24T12:00:00Z");
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const today = toDay(new Date());
const ago = (days: number) => addDays(today, -days);

async function markRead(range: DayRange, at: Date, rowCount = 0): Promise<void> {
  const db = await database();
  const days = listDays(range).map((day) => ({ report: "cost", day, fetchedAt: at, rowCount }));
  await db.insert(reportDays).values(days);
}

async function listKnown(): Promise<[string, string][]> {
  const db = await database();
  const rows = await db.select().from(reportDays).orderBy(reportDays.day);
  return rows.map(({ day, isRefused, rowCount }) => [day, isRefused ? "refused" : String(rowCount)]);
}

describe("the plan of a sync", () => {
  const plan = (historyDays: number, at = now) => planWindows("cost", { now: at, historyDays });

  test("the plan of a sync starts with a few new days and continues with as many days as the API allows", async () => {
    expect(await plan(45)).toEqual([
      { from: "2026-11-18", to: "2026-11-24" },
      { from: "2026-10-18", to: "2026-11-17" },
      { from: "2026-10-11", to: "2026-10-17" },
    ]);
  });

  test("the plan of a sync is empty while today and the last three days are fresh", async () => {
    await markRead({ from: "2026-11-01", to: "2026-11-23" }, minutesAgo(59));
    await markRead({ from: "2026-11-24", to: "2026-11-24" }, minutesAgo(4));
    expect(await plan(24)).toEqual([]);
  });

  test("the plan of a sync includes today after five minutes and the last three days after an hour, but no settled days", async () => {
    await markRead({ from: "2026-11-01", to: "2026-11-20" }, minutesAgo(61));
    await markRead({ from: "2026-11-21", to: "2026-11-23" }, minutesAgo(59));
    await markRead({ from: "2026-11-24", to: "2026-11-24" }, minutesAgo(6));
    expect(await plan(24)).toEqual([{ from: "2026-11-24", to: "2026-11-24" }]);
    expect(await plan(24, minutesAgo(-2))).toEqual([{ from: "2026-11-21", to: "2026-11-24" }]);
  });

  test("the plan of a sync includes a day that could still change when it was last read", async () => {
    await markRead({ from: "2026-11-01", to: "2026-11-17" }, new Date("2026-11-18T08:00:00Z"));
    await markRead({ from: "2026-11-18", to: "2026-11-24" }, minutesAgo(1));
    expect(await plan(24)).toEqual([{ from: "2026-11-16", to: "2026-11-17" }]);
  });

  test("the plan of a sync includes settled days once a week until their month can't be corrected anymore", async () => {
    await markRead({ from: "2026-10-01", to: "2026-11-14" }, minutesAgo(7 * 24 * 60 + 1));
    await markRead({ from: "2026-11-15", to: "2026-11-24" }, minutesAgo(3));
    expect(await plan(55)).toEqual([{ from: "2026-10-17", to: "2026-11-14" }]);
    expect(await plan(55, minutesAgo(2))).toEqual([]);
  });

  test("the plan of a sync fills gaps and leaves out refused days", async () => {
    await markRead({ from: "2026-11-10", to: "2026-11-24" }, minutesAgo(1));
    await refuseDays("cost", { from: "2026-11-01", to: "2026-11-05" }, now);
    expect(await plan(24)).toEqual([{ from: "2026-11-06", to: "2026-11-09" }]);
  });
});

test("the progress counts the days of all reports and the requests that they need", async () => {
  await markRead({ from: "2026-11-15", to: "2026-11-24" }, minutesAgo(1), 25_000);
  // 10 days of cost at 2 per page; 20 of usage, geography, and hours at 7; 20 of Claude Code at 1.
  expect(await getReportProgress({ now, historyDays: 20 })).toEqual({
    done: 10,
    total: 100,
    requestsLeft: 34,
  });
  expect(await getReportProgress({ now, historyDays: 50 })).toMatchObject({ total: 4 * 50 + 31 });
});

describe("reading a window of days", () => {
  test("reading a window of days stores each page before it requests the next, so that a failure keeps the earlier pages", async () => {
    serveReports((_, query) =>
      query.has("page")
        ? { status: 404, body: {} }
        : toPage([toBucket(ago(3), { amount: "1" }), toBucket(ago(2), { amount: "2" })], "page_2"),
    );
    await expect(fetchWindow("cost", { from: ago(3), to: today })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await listKnown()).toEqual([
      [ago(3), "1"],
      [ago(2), "1"],
    ]);
  });

  test("reading a window of days accepts that an older API can't report the geography", async () => {
    serveReports(() => refused);
    await fetchWindow("usage-geo", { from: ago(1), to: today });
    expect(await listKnown()).toEqual([
      [ago(1), "refused"],
      [today, "refused"],
    ]);
    await expect(fetchWindow("usage", { from: ago(1), to: today })).rejects.toMatchObject({
      code: "refused",
    });
  });

  test("reading a window of days requests no more days per page than fit in memory", async () => {
    await markRead({ from: ago(10), to: ago(4) }, new Date(), 20_000);
    const limits: (string | null)[] = [];
    serveReports((_, query) => {
      limits.push(query.get("limit"));
      return toPage([]);
    });
    await fetchWindow("cost", { from: ago(3), to: today });
    expect(limits).toEqual(["2"]);
  });

  test("reading a window of days stores a past day without a bucket as empty, and doesn't do so for today", async () => {
    await replaceDay("cost", today, [costRow({ cents: "5" })], new Date(0));
    serveReports(() => toPage([toBucket(ago(1), { amount: "3" })]));
    await fetchWindow("cost", { from: ago(2), to: today });
    expect(await listKnown()).toEqual([
      [ago(2), "0"],
      [ago(1), "1"],
      [today, "1"],
    ]);
    const db = await database();
    expect(await db.$count(costRows)).toBe(2);
  });

  test.each([
    ["HTML", { body: "<html>" }],
    ["a page without data", { body: { has_more: false } }],
    ["a page with more unreadable buckets than days", toPage([{}, {}, {}, {}])],
    ["a page with the same day twice", toPage([toBucket(ago(1)), toBucket(ago(1))])],
    ["a page with a day that was not requested", toPage([toBucket(ago(9))])],
    ["a page without the cursor of the next page", { body: { data: [], has_more: true, next_page: null } }],
    ["a page with the same cursor every time", toPage([], "page_same")],
  ])("reading a window of days fails if the response is %s", async (_, answer) => {
    serveReports(() => answer);
    await expect(fetchWindow("cost", { from: ago(2), to: today })).rejects.toMatchObject({
      code: "bad_answer",
    });
  });

  describe("if the API's look-back is limited", () => {
    const serveSince = (oldest: string) =>
      serveReports((_, query) => {
        const from = query.get("starting_at")?.slice(0, 10) ?? "";
        const to = query.get("ending_at")?.slice(0, 10) ?? "";
        if (from < oldest) return refused;
        return toPage(listDays({ from, to: addDays(to, -1) }).map((day) => toBucket(day)));
      });

    test("reading a window of days if the API's look-back is limited stores what the API returns, marks what it refuses, and finishes the history", async () => {
      const asked = serveSince(ago(13));
      await fetchWindow("cost", { from: ago(6), to: today });
      await fetchWindow("cost", { from: ago(37), to: ago(7) });
      await fetchWindow("cost", { from: ago(68), to: ago(38) });
      const known = await listKnown();
      expect(known.filter(([, state]) => state !== "refused")).toEqual(
        listDays({ from: ago(13), to: today }).map((day) => [day, "0"]),
      );
      expect(await planWindows("cost", { now: new Date(), historyDays: 69 })).toEqual([]);
      // The window across the limit is halved, at most ten requests; the one behind it is requested once.
      expect(asked.length).toBeLessThanOrEqual(1 + 10 + 1);
    });

    test("reading a window of days if the API's look-back is limited never marks the newest days as too old, or any day before the report has returned something", async () => {
      serveSince(addDays(today, 1));
      const failure = { code: "refused" };
      await expect(fetchWindow("cost", { from: ago(6), to: today })).rejects.toMatchObject(failure);
      await expect(fetchWindow("cost", { from: ago(37), to: ago(7) })).rejects.toMatchObject(failure);
      expect(await listKnown()).toEqual([]);
    });

    test("reading a window of days if the API's look-back is limited requests Claude Code days one by one until one is refused", async () => {
      const asked = serveReports((_, query) =>
        (query.get("starting_at") ?? "") < ago(8) ? refused : toPage([]),
      );
      await fetchWindow("claude-code", { from: ago(10), to: ago(6) });
      expect(asked).toEqual([6, 7, 8, 9].map((days) => `claude_code ${ago(days)}`));
      expect(await listKnown()).toEqual([
        [ago(10), "refused"],
        [ago(9), "refused"],
        [ago(8), "0"],
        [ago(7), "0"],
        [ago(6), "0"],
      ]);
    });
  });

  test("reading a window of days stores a Claude Code day after all of its pages have arrived", async () => {
    const row = {
      actor: { type: "user_actor", email_address: "ines@northwind.example" },
      core_metrics: { num_sessions: 1, lines_of_code: { added: 0, removed: 0 } },
    };
    serveReports((_, query) => (query.has("page") ? toPage([row]) : toPage([row, row], "page_2")));
    await fetchWindow("claude-code", { from: today, to: today });
    expect(await listKnown()).toEqual([[today, "3"]]);
  });
});

describe("a turn", () => {
  const window = { from: ago(1), to: today };
  const windows = [
    { from: ago(3), to: ago(2) },
    { from: ago(5), to: ago(4) },
  ];

  test("a turn succeeds with the first window, and ends with a later one that fails", async () => {
    const asked = serveReports((_, query) =>
      query.get("starting_at")?.startsWith(ago(3)) ? { body: "<html>" } : toPage([]),
    );
    await fetchWindow("cost", window, { windows });
    expect(asked).toHaveLength(2);
    expect(await listKnown()).toEqual([
      [ago(1), "0"],
      [today, "0"],
    ]);
    const [first, ...rest] = windows;
    if (!first) throw new Error("no window");
    await expect(fetchWindow("cost", first, { windows: rest })).rejects.toMatchObject({ code: "bad_answer" });
    expect(asked).toHaveLength(3);
  });

  test("a turn requests no other window after a stop", async () => {
    const asked = serveReports(() => toPage([]));
    await fetchWindow("cost", window, { windows, signal: AbortSignal.abort() });
    expect(asked).toHaveLength(1);
    await fetchWindow("cost", window, { windows });
    expect(asked).toHaveLength(1 + 3);
  });
});

test("the next plan includes the days of a window that was interrupted", async () => {
  await replaceDay("cost", "2026-11-24", [], minutesAgo(1));
  await replaceDay("cost", "2026-11-22", [], minutesAgo(1));
  expect(await planWindows("cost", { now, historyDays: 4 })).toEqual([
    { from: "2026-11-23", to: "2026-11-23" },
    { from: "2026-11-21", to: "2026-11-21" },
  ]);
});
