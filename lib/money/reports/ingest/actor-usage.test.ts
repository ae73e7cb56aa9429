import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { actorUsageRollups, actorUsageRows } from "@/lib/core/db/actor-usage-tables";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { reportDays } from "@/lib/core/db/report-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { sumStale } from "@/lib/money/reports/rollups/period-sums";
import { knowOneOrganization } from "@/lib/money/reports/test-organizations";
import { serveReports, toBucket, toPage } from "@/lib/money/reports/test-server";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import { getActorUsageCapability } from "./actor-usage-capability";
import { fetchActorUsage, planActorUsage } from "./actor-usage-sync";
import { planWindows } from "./plan-windows";
import { fetchWindow } from "./sync";

beforeEach(async () => {
  await resetDatabase();
  await knowOneOrganization();
});

const today = toDay(new Date());
const ago = (days: number) => addDays(today, -days);
const plan = (historyDays = 400, now = new Date()) =>
  planActorUsage({ now, historyDays }).then(([first]) => first ?? null);
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);

const row = (day: string, group: object, usage: object = {}) => ({
  starting_at: `${day}T00:00:00Z`,
  ending_at: `${addDays(day, 1)}T00:00:00Z`,
  group: { actor: null, product: null, model: null, workspace_id: null, speed: null, ...group },
  usage: { uncached_input_tokens: 2, output_tokens: 3, total_tokens: 5, requests: 7, ...usage },
});
const marked = (data: object[], data_refreshed_at: string | null) => ({
  body: { data, has_more: false, next_page: null, data_refreshed_at },
});

async function listRows() {
  const db = await database();
  const rows = await db.select().from(actorUsageRows).orderBy(actorUsageRows.day, actorUsageRows.actorKind);
  return rows.map(({ report, actorKind, actorId, actorEmail, product, requests, countedTokens }) => [
    report,
    actorKind,
    actorId ?? actorEmail,
    product,
    requests,
    countedTokens,
  ]);
}

describe("the analytics usage report", () => {
  // The hours below must not reach into tomorrow.
  beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: new Date(`${today}T10:00:00Z`) }));
  afterEach(() => void vi.useRealTimers());

  test("is requested by five dimensions, and uncounted requests aren't zero", async () => {
    const groups: string[][] = [];
    serveReports((_, query) => {
      groups.push(query.getAll("group_by[]"));
      return marked(
        [
          row(ago(1), { actor: { type: "federated_actor", subject: "ci" }, product: "research" }),
          row(ago(1), { actor: { type: "user_actor", user_id: "u" }, product: "chat" }, { requests: null }),
          row(ago(1), {}, { requests: undefined }),
        ],
        `${today}T01:00:00Z`,
      );
    });
    await fetchActorUsage({ from: ago(1), to: ago(1) });
    expect(groups).toEqual([["actor", "product", "model", "workspace_id", "speed"]]);
    expect(await listRows()).toEqual([
      ["actor-usage", "federated", "ci", "research", 7, 5],
      ["actor-usage", "user", "u", "chat", null, 0],
      ["actor-usage", null, null, null, null, 0],
    ]);
  });

  test("stores no days after its completeness mark, and requests them again later", async () => {
    serveReports(() => marked([row(ago(2), {})], `${ago(1)}T04:00:00Z`));
    await fetchActorUsage({ from: ago(2), to: today });
    const db = await database();
    const days = await db
      .select({ day: reportDays.day, isRefused: reportDays.isRefused })
      .from(reportDays)
      .orderBy(reportDays.day);
    expect(days).toEqual([
      { day: ago(2), isRefused: false },
      { day: ago(1), isRefused: false },
      { day: today, isRefused: true },
    ]);
    expect(await getActorUsageCapability()).toMatchObject({ completeUntil: new Date(`${ago(1)}T04:00:00Z`) });
    expect((await plan(400, inHours(3)))?.to).toBe(ago(3));
    expect((await plan(400, inHours(5)))?.to).toBe(toDay(inHours(5)));
  });

  test("is read a month at a time if the days are small, and not before 2026", async () => {
    const now = new Date("2026-02-10T12:00:00Z");
    const asked = serveReports(() => marked([], "2026-02-10T12:00:00Z"));
    const windows = [];
    for (let window = await plan(400, now); window; window = await plan(400, now)) {
      windows.push([window.from, window.to]);
      await fetchActorUsage(window);
    }
    expect(windows).toEqual([
      ["2026-02-04", "2026-02-10"],
      ["2026-01-04", "2026-02-03"],
      ["2026-01-01", "2026-01-03"],
    ]);
    expect(asked).toHaveLength(3);
    const db = await database();
    expect(await db.$count(reportDays, sql`day < '2026-01-01' and is_refused`)).toBe(365 - 41);
  });

  test("stores several windows in one go, and keeps the first if the second fails", async () => {
    const from = (query: URLSearchParams) => (query.get("starting_at") ?? "").slice(0, 10);
    serveReports((_, query) => marked([row(from(query), {})], `${today}T01:00:00Z`));
    await fetchActorUsage(
      { from: ago(2), to: ago(1) },
      {
        windows: [
          { from: ago(4), to: ago(3) },
          { from: ago(5), to: ago(5) },
        ],
      },
    );
    const listDays = async () =>
      (await (await database()).select().from(actorUsageRows)).map(({ day }) => day).toSorted();
    expect(await listDays()).toEqual([ago(5), ago(4), ago(2)]);
    serveReports((_, query) =>
      from(query) === ago(8)
        ? { body: { data: "none" } }
        : marked([row(from(query), {})], `${today}T01:00:00Z`),
    );
    const windows = [7, 8, 9].map((days) => ({ from: ago(days), to: ago(days) }));
    await expect(fetchActorUsage({ from: ago(6), to: ago(6) }, { windows })).rejects.toMatchObject({
      code: "bad_answer",
    });
    expect(await listDays()).toEqual([ago(7), ago(6), ago(5), ago(4), ago(2)]);
  });

  test.each([400, 403, 404])(
    "doesn't fail if it is refused with %d, and is requested again a day later",
    async (status) => {
      serveReports(() => ({ status, body: { type: "error", error: { type: "x", message: "no" } } }));
      await fetchActorUsage({ from: today, to: today });
      expect(await getActorUsageCapability()).toMatchObject({ isGranted: false });
      expect(await plan()).toBeNull();
      expect(await plan(400, inHours(25))).not.toBeNull();
    },
  );
});

describe("the messages usage report by account", () => {
  test("has people and service accounts by ID, and the email addresses that the directory knows", async () => {
    const db = await database();
    const seen = { addedAt: new Date(0), firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };
    await db
      .insert(members)
      .values({ id: "user_1", email: "Ines@x.example", name: "", role: "user", ...seen });
    serveReports((_, query) => {
      expect(query.getAll("group_by[]")).toEqual([
        "account_id",
        "service_account_id",
        "workspace_id",
        "model",
        "speed",
      ]);
      return toPage([
        toBucket(
          ago(1),
          { account_id: "user_1", output_tokens: 1 },
          { account_id: "opaque", output_tokens: 2 },
          { service_account_id: "svac_1", output_tokens: 4 },
          { output_tokens: 8 },
        ),
      ]);
    });
    await fetchWindow("account-usage", { from: ago(1), to: ago(1) });
    const rows = await db.select().from(actorUsageRows).orderBy(actorUsageRows.outputTokens);
    expect(
      rows.map(({ actorKind, actorId, actorEmail, requests }) => [actorKind, actorId, actorEmail, requests]),
    ).toEqual([
      ["user", "user_1", "ines@x.example", null],
      ["user", "opaque", null, null],
      ["service_account", "svac_1", null, null],
      [null, null, null, null],
    ]);
  });

  test("is read with the header for the speed, and is refused by an older API", async () => {
    const sandbox = resetSandbox();
    await fetchWindow("account-usage", { from: ago(6), to: ago(5) });
    const db = await database();
    expect(await db.$count(actorUsageRows, sql`speed = 'fast'`)).toBeGreaterThan(0);
    sandbox.faults.add({ kind: "error", path: "/usage_report/messages", status: 400 });
    await fetchWindow("account-usage", { from: ago(8), to: ago(7) });
    expect(await db.$count(reportDays, sql`is_refused`)).toBe(2);
    expect(await planWindows("account-usage", { now: new Date(), historyDays: 9 })).not.toContainEqual(
      expect.objectContaining({ from: ago(8) }),
    );
  });
});

test("the sums of a day, its week, and its month equal its rows", async () => {
  resetSandbox();
  await fetchActorUsage({ from: ago(9), to: ago(2) });
  await sumStale("actor-usage", []);
  const db = await database();
  const { rows: facts } =
    await db.execute(sql`select sum(output_tokens)::text as tokens, sum(requests)::text as requests,
    sum(counted_tokens)::text as counted from ${actorUsageRows}`);
  const { rows: sums } =
    await db.execute(sql`select sum(output_tokens)::text as tokens, sum(requests)::text as requests,
    sum(counted_tokens)::text as counted from ${actorUsageRollups} group by axes, grain`);
  expect(sums).toHaveLength(2 * 3);
  for (const one of sums) expect(one).toEqual(facts[0]);
});
