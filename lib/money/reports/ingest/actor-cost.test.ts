import Big from "big.js";
import { asc, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { actorCostRows } from "@/lib/core/db/actor-cost-tables";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { apiKeyUsage, personUsage, reportDays } from "@/lib/core/db/report-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { AppError } from "@/lib/core/errors/errors";
import { addDays, listDays, toDay } from "@/lib/core/format/calendar";
import { sumStale } from "@/lib/money/reports/rollups/period-sums";
import { replaceDay, storeDay } from "@/lib/money/reports/test-day";
import { knowOneOrganization } from "@/lib/money/reports/test-organizations";
import { claudeCodeRow, costRow, usageRow } from "@/lib/money/reports/test-rows";
import { serveReports } from "@/lib/money/reports/test-server";
import { getActorCostCapability, noteActorCostCapability } from "./actor-cost-capability";
import { fetchActorCosts, planActorCosts } from "./actor-cost-sync";
import type { ActorCostRow } from "./actor-response-schema";

beforeEach(async () => {
  await resetDatabase();
  await knowOneOrganization();
});

const today = toDay(new Date());
const ago = (days: number) => addDays(today, -days);
const yesterday = ago(1);
let readings = 0;
const at = () => new Date(++readings);

const actorCost = (row: Partial<ActorCostRow> = {}): ActorCostRow => ({
  actorKind: "user",
  actorId: "user_1",
  actorEmail: "ines@northwind.example",
  apiKeyId: null,
  workspaceId: "wrkspc_a",
  product: "claude_code",
  model: "claude-opus-5",
  currency: "USD",
  cents: "1",
  listCents: "2",
  ...row,
});

async function listKeys() {
  const db = await database();
  const rows = await db.select().from(apiKeyUsage).orderBy(asc(apiKeyUsage.apiKeyId));
  return rows.map(({ apiKeyId, cents30d, isEstimate }) => [
    apiKeyId,
    cents30d && new Big(cents30d).toFixed(),
    isEstimate,
  ]);
}

async function listPeople() {
  const db = await database();
  const rows = await db.select().from(personUsage).orderBy(asc(personUsage.email));
  return rows.map(({ claudeCodeCents30d, cents30d, ...row }) => ({
    ...row,
    claudeCodeCents30d: Number(claudeCodeCents30d),
    cents30d: cents30d === null ? null : Number(cents30d),
  }));
}

const output = { model: "claude-opus-5", serviceTier: "standard", contextWindow: "0-200k" };
const priced = { ...output, costType: "tokens", tokenType: "output_tokens" };
const refusal = new AppError("refused", "no analytics here");

describe("keys without reported cost", () => {
  beforeEach(() => noteActorCostCapability(refusal, at()));

  test("keys without reported cost get their share of each price by tokens and searches, and the rest belongs to no key", async () => {
    await storeDay(
      "cost",
      yesterday,
      [
        costRow({ ...priced, cents: "90" }),
        costRow({ ...priced, cents: "30" }),
        costRow({ ...priced, serviceTier: "batch", cents: "7" }),
        costRow({ costType: "web_search", cents: "10" }),
        costRow({ costType: "code_execution", cents: "1000" }),
      ],
      at(),
    );
    await storeDay(
      "usage",
      yesterday,
      [
        usageRow({ ...output, apiKeyId: "a", outputTokens: 10, webSearchRequests: 1 }),
        usageRow({ ...output, apiKeyId: "b", outputTokens: 20 }),
        usageRow({ ...output, apiKeyId: null, outputTokens: 30, webSearchRequests: 4 }),
        usageRow({ ...output, serviceTier: "priority", apiKeyId: "c", outputTokens: 99 }),
      ],
      at(),
    );
    expect(await listKeys()).toEqual([
      ["a", "22", true],
      ["b", "40", true],
      ["c", "0", true],
    ]);
    await storeDay("cost", yesterday, [costRow({ ...priced, cents: "60" })], at());
    expect(await listKeys()).toEqual([
      ["a", "10", true],
      ["b", "20", true],
      ["c", "0", true],
    ]);
  });

  test("keys without reported cost are priced by workspace and added up over 30 days", async () => {
    // Today isn't over, so it doesn't count.
    for (const days of [31, 30, 1, 0]) {
      await storeDay(
        "usage",
        ago(days),
        [
          usageRow({ ...output, apiKeyId: "a", outputTokens: 1 }),
          usageRow({ ...output, apiKeyId: "b", workspaceId: "wrkspc_b", outputTokens: 1 }),
        ],
        at(),
      );
      await storeDay(
        "cost",
        ago(days),
        [
          costRow({ ...priced, cents: "0.000001" }),
          costRow({ ...priced, workspaceId: "wrkspc_b", cents: "9007199254740993" }),
        ],
        at(),
      );
    }
    expect(await listKeys()).toEqual([
      ["a", "0.000002", true],
      ["b", "18014398509481986", true],
    ]);
  });
});

describe("with access to the analytics", () => {
  test("keys and people have their reported cost, and return to estimates if access is refused", async () => {
    await storeDay(
      "cost",
      yesterday,
      [
        costRow({
          model: "claude-opus-5",
          tokenType: "output_tokens",
          serviceTier: "standard",
          contextWindow: "0-200k",
          cents: "5",
        }),
      ],
      at(),
    );
    await storeDay("usage", yesterday, [usageRow({ apiKeyId: "a", outputTokens: 1 })], at());
    await noteActorCostCapability(null, at());
    await storeDay(
      "actor-cost",
      yesterday,
      [
        actorCost({ apiKeyId: "a", cents: "3" }),
        actorCost({ actorKind: "api_key", actorId: "b", actorEmail: null, apiKeyId: "b", cents: "4" }),
        actorCost({ actorKind: null, actorId: null, actorEmail: null, cents: "100" }),
      ],
      at(),
    );
    expect(await listKeys()).toEqual([
      ["a", "3", false],
      ["b", "4", false],
    ]);
    expect(await listPeople()).toMatchObject([
      { email: "ines@northwind.example", lastActiveOn: yesterday, cents30d: 3 },
    ]);
    await noteActorCostCapability(refusal, at());
    expect(await listKeys()).toEqual([
      ["a", "5", true],
      ["b", "0", true],
    ]);
    expect(await listPeople()).toMatchObject([{ cents30d: null }]);
  });

  test("a pending sum isn't made after access is refused", async () => {
    await noteActorCostCapability(null, at());
    await replaceDay("actor-cost", yesterday, [actorCost({ cents: "3" })], at());
    await noteActorCostCapability(refusal, at());
    await sumStale("actor-cost");
    expect(await listPeople()).toMatchObject([{ email: "ines@northwind.example", cents30d: null }]);
  });

  test("a person who is reported by ID gets the email address from the directory", async () => {
    const db = await database();
    const seen = new Date(0);
    await db.insert(members).values({
      id: "user_1",
      email: "Ines@Northwind.example",
      name: "",
      role: "user",
      addedAt: seen,
      firstSeenAt: seen,
      seenAt: seen,
      raw: {},
    });
    await noteActorCostCapability(null, at());
    await storeDay("actor-cost", yesterday, [actorCost({ actorEmail: null })], at());
    expect(await listPeople()).toMatchObject([{ email: "ines@northwind.example", cents30d: 1 }]);
  });
});

describe("people", () => {
  const day = (days: number, ...rows: Parameters<typeof claudeCodeRow>[0][]) =>
    storeDay(
      "claude-code",
      ago(days),
      rows.map((row) => claudeCodeRow(row)),
      at(),
    );

  test("people have days, sessions, and cost of 30 days, and the newest day of both sources", async () => {
    await day(40, { sessions: 100, estimatedCents: "100" });
    await day(
      2,
      { sessions: 1, estimatedCents: "0.5" },
      { actor: "INES@northwind.example", terminalType: "tmux", sessions: 2 },
    );
    await day(1, { sessions: 4, estimatedCents: "1" }, { actorType: "api_actor", actor: "ci", sessions: 9 });
    await noteActorCostCapability(null, at());
    await storeDay("actor-cost", yesterday, [actorCost({ cents: "7" })], at());
    expect(await listPeople()).toEqual([
      {
        email: "ines@northwind.example",
        lastActiveOn: yesterday,
        claudeCodeDays30d: 2,
        claudeCodeSessions30d: 7,
        claudeCodeCents30d: 1.5,
        claudeCodeOtherCents30d: null,
        cents30d: 7,
        otherCents30d: null,
      },
    ]);
  });

  test("people lose a day that a corrected report no longer has", async () => {
    await day(3, { sessions: 1 });
    await day(1, { sessions: 1 });
    await day(1);
    expect(await listPeople()).toMatchObject([{ lastActiveOn: ago(3), claudeCodeDays30d: 1 }]);
    await day(3);
    expect(await listPeople()).toMatchObject([{ lastActiveOn: null, claudeCodeDays30d: 0 }]);
  });
});

describe("the sync of actor costs", () => {
  const now = new Date(`${today}T12:00:00Z`);
  const plan = (at = now) => planActorCosts({ now: at, historyDays: 400 }).then(([first]) => first ?? null);
  const row = (day: string, group: object, amount = "1.25") => ({
    starting_at: `${day}T00:00:00Z`,
    ending_at: `${addDays(day, 1)}T00:00:00Z`,
    group: { actor: null, api_key_id: null, workspace_id: null, ...group },
    cost: { amount, list_amount: "2.5", currency: "USD", requests: 1 },
  });
  const page = (data: object[], next: string | null = null) => ({
    body: { data, has_more: next !== null, next_page: next },
  });

  test("the sync of actor costs reads a week first, then more days at a time, newest first, and stores days without cost", async () => {
    expect(await plan()).toEqual({ from: ago(6), to: today });
    serveReports((_, query) =>
      query.get("page") === null
        ? page(
            [
              row(ago(2), {
                actor: {
                  type: "user_actor",
                  user_id: "u",
                  email_address: "A@b.example",
                  name: null,
                  deleted: false,
                },
              }),
            ],
            "page_2",
          )
        : page([
            row(ago(2), { actor: { type: "future_actor", robot: "r" }, api_key_id: "k" }),
            row(today, {}),
          ]),
    );
    await fetchActorCosts({ from: ago(2), to: today });
    const db = await database();
    const rows = await db
      .select()
      .from(actorCostRows)
      .orderBy(asc(actorCostRows.day), asc(actorCostRows.actorKind));
    expect(
      rows.map(({ day, actorKind, actorEmail, apiKeyId, cents, listCents }) => [
        day,
        actorKind,
        actorEmail,
        apiKeyId,
        cents,
        listCents,
      ]),
    ).toEqual([
      [ago(2), "future_actor", null, "k", "1.25", "2.5"],
      [ago(2), "user", "a@b.example", null, "1.25", "2.5"],
      [today, null, null, null, "1.25", "2.5"],
    ]);
    expect(await db.$count(reportDays, eq(reportDays.report, "actor-cost"))).toBe(3);
    expect(await getActorCostCapability()).toMatchObject({
      name: "analytics_cost",
      isGranted: true,
    });
    expect(await plan(new Date())).toEqual({ from: ago(33), to: ago(3) });
  });

  test.each([400, 403, 404])(
    "remembers a refusal with %d without failing, and asks again a day later",
    async (status) => {
      serveReports(() => ({ status, body: { type: "error", error: { type: "x", message: "no" } } }));
      await fetchActorCosts({ from: today, to: today });
      expect(await getActorCostCapability()).toMatchObject({ isGranted: false });
      expect(await plan(new Date())).toBeNull();
      expect(await plan(new Date(Date.now() + 25 * 3_600_000))).not.toBeNull();
    },
  );

  describe("from a source that is exported periodically", () => {
    // The hours below must not reach into tomorrow.
    beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: new Date(`${today}T10:00:00Z`) }));
    afterEach(() => void vi.useRealTimers());

    const marked = (data: object[], data_refreshed_at: string | null) => ({
      body: { ...page(data).body, data_refreshed_at },
    });
    const listRead = async () => {
      const db = await database();
      const rows = await db.select().from(reportDays).where(eq(reportDays.report, "actor-cost"));
      return rows
        .filter(({ isRefused }) => !isRefused)
        .map(({ day }) => day)
        .toSorted();
    };
    const spendOnKey = () =>
      storeDay("usage", ago(1), [usageRow({ ...output, apiKeyId: "k", outputTokens: 1 })], at());
    const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);

    test("a source that is exported periodically keeps the estimate if nothing has been exported yet, and asks again after the next export", async () => {
      await noteActorCostCapability(refusal, at());
      await spendOnKey();
      await storeDay("cost", ago(1), [costRow({ ...priced, cents: "9" })], at());
      expect(await listKeys()).toEqual([["k", "9", true]]);
      serveReports(() => marked([], null));
      await fetchActorCosts({ from: ago(2), to: today });
      expect(await listKeys()).toEqual([["k", "9", true]]);
      expect(await listRead()).toEqual([]);
      expect(await getActorCostCapability()).toMatchObject({
        isGranted: false,
        errorCode: "no_export",
      });
      expect(await plan(inHours(3))).toBeNull();
      expect((await plan(inHours(5)))?.to).toBe(toDay(inHours(5)));
    });

    const fetchDue = async (now: Date) => {
      const [first, ...windows] = await planActorCosts({ now, historyDays: 30 });
      if (first) await fetchActorCosts(first, { windows });
    };

    test("the sync of actor costs from a source that is exported periodically is asked once until its next export if nothing was exported yet", async () => {
      const asked = serveReports(() => marked([], null));
      await fetchDue(inHours(0));
      expect(asked).toEqual([`cost ${ago(6)}`]);
      await fetchDue(inHours(3));
      vi.setSystemTime(inHours(5));
      await fetchDue(inHours(0));
      expect(asked).toEqual([`cost ${ago(6)}`, `cost ${ago(29)}`]);
      expect(await listRead()).toEqual([]);
    });

    test("the sync of actor costs from a source that is exported periodically has a late export found, though the newest range has no answer", async () => {
      const exported = addDays(today, -9);
      const asked = serveReports((_, query) =>
        (query.get("starting_at") ?? "").slice(0, 10) > exported
          ? marked([], null)
          : marked([row(ago(10), {})], `${exported}T00:00:00Z`),
      );
      await fetchDue(inHours(0));
      expect(await listRead()).toEqual([]);
      vi.setSystemTime(inHours(5));
      await fetchDue(inHours(0));
      expect(asked).toHaveLength(2);
      expect(await listRead()).toEqual(listDays({ from: ago(29), to: ago(10) }));
      expect(await getActorCostCapability()).toMatchObject({ isGranted: true });
    });

    test("the sync of actor costs from a source that is exported periodically is asked for older days though the newest range has no answer any more", async () => {
      await storeDay("actor-cost", ago(20), [], new Date());
      const asked = serveReports(() => marked([], null));
      await fetchActorCosts({ from: ago(1), to: today }, { windows: [{ from: ago(3), to: ago(2) }] });
      expect(asked).toEqual([`cost ${ago(1)}`, `cost ${ago(3)}`]);
    });

    test("the sync of actor costs from a source that is exported periodically doesn't store days after the completeness mark, and keeps the days that it knows", async () => {
      serveReports(() => marked([row(ago(3), { api_key_id: "k" }), row(ago(2), {})], `${ago(2)}T08:00:00Z`));
      await fetchActorCosts({ from: ago(3), to: today });
      expect(await listRead()).toEqual([ago(3), ago(2)]);
      expect(await getActorCostCapability()).toMatchObject({
        isGranted: true,
        completeUntil: new Date(`${ago(2)}T08:00:00Z`),
      });
      serveReports(() => marked([], `${ago(3)}T00:00:00Z`));
      await fetchActorCosts({ from: ago(3), to: today });
      expect(await listRead()).toEqual([ago(3), ago(2)]);
      expect(await listKeys()).toEqual([["k", "1.25", false]]);
      await storeDay("actor-cost", addDays(today, 1), [], new Date());
      expect((await plan(inHours(3)))?.to).toBe(ago(4));
      expect((await plan(inHours(5)))?.to).toBe(toDay(inHours(5)));
    });

    test("a source that is exported periodically has partly complete days read again after every export, however old they are", async () => {
      const [from, to] = [ago(60), ago(59)];
      serveReports(() => marked([row(from, {})], `${from}T08:00:00Z`));
      await fetchActorCosts({ from, to });
      for (let days = -1; days < 92; days += 1)
        if (ago(days) !== from) await storeDay("actor-cost", ago(days), [], new Date(Date.now() + 3_600_000));
      expect(await plan(inHours(3))).toBeNull();
      expect(await plan(inHours(4.5))).toEqual({ from, to: from });
    });

    test("the sync of actor costs from a source that is exported periodically counts every day as complete if data_refreshed_at is missing", async () => {
      serveReports(() => page([row(ago(1), {})]));
      await fetchActorCosts({ from: ago(1), to: today });
      expect(await listRead()).toEqual([ago(1), today]);
      expect(await getActorCostCapability()).toMatchObject({ isGranted: true, completeUntil: null });
    });
  });

  test("the sync of actor costs fails if the key is rejected", async () => {
    serveReports(() => ({
      status: 401,
      body: { type: "error", error: { type: "authentication_error", message: "no" } },
    }));
    await expect(fetchActorCosts({ from: today, to: today })).rejects.toMatchObject({ code: "key_rejected" });
  });
});
