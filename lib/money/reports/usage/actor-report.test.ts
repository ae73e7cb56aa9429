import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { members, workspaceMembers } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { AppError } from "@/lib/core/errors/errors";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { defaultKey } from "@/lib/core/organization/vocabulary";
import { putSettings } from "@/lib/core/settings/store";
import { isTag } from "@/lib/money/reports/dimension";
import type { ActorUsageRow } from "@/lib/money/reports/ingest/actor-response-schema";
import { noteActorUsageCapability } from "@/lib/money/reports/ingest/actor-usage-capability";
import { listUsageRows } from "@/lib/money/reports/query/detail-rows";
import { listUsageValues } from "@/lib/money/reports/query/facets";
import { readPivot } from "@/lib/money/reports/query/pivot";
import { sumStale } from "@/lib/money/reports/rollups/period-sums";
import { putOffDay } from "@/lib/money/reports/rollups/replace-day";
import type { Filter } from "@/lib/money/reports/search-params";
import { replaceDay } from "@/lib/money/reports/test-day";
import { actorUsageRow, anyActorUsageRow, usageRow } from "@/lib/money/reports/test-rows";
import { dailyGranularities, noKey, otherKey, peopleKey } from "@/lib/money/reports/vocabulary";
import { toActorUsagePivot } from "./actor-pivot";
import { analyticsDimensions, type UsageDimension } from "./dimensions";
import { getUsage } from "./report";
import { toKnowable, type UsageQuery } from "./search-params";

beforeEach(resetDatabase);

const by = permitFor("finance", "usage:read");
const today = toDay(new Date());
const first = addDays(today, -59);
const groups = ["kind", "workspace", "model", ...analyticsDimensions] as const;

const toQuery = (query: Partial<UsageQuery> = {}): UsageQuery =>
  toKnowable({
    from: first,
    to: today,
    group: "kind",
    granularity: "day",
    filter: {},
    compare: "none",
    top: 3,
    kinds: [],
    source: "analytics",
    ...query,
  });

const add = (counts: (string | null)[]) =>
  String(counts.reduce((total, count) => total + BigInt(count ?? 0), 0n));
const toTokens = (row: ActorUsageRow) =>
  [
    row.uncachedInputTokens,
    row.cacheReadInputTokens,
    row.cacheCreation5mInputTokens,
    row.cacheCreation1hInputTokens,
    row.outputTokens,
  ].reduce((total, count) => total + BigInt(count), 0n);
const sumRows = (rows: ActorUsageRow[]) => String(rows.reduce((total, row) => total + toTokens(row), 0n));
const countRequests = (rows: ActorUsageRow[]) =>
  rows.some(({ requests }) => requests !== null)
    ? add(rows.map(({ requests }) => String(requests ?? 0)))
    : null;

const isUser = ({ actorKind }: ActorUsageRow) => actorKind === "user";
const toKey: Partial<Record<UsageDimension, (row: ActorUsageRow) => string>> = {
  workspace: ({ workspaceId }) => workspaceId ?? noKey,
  model: ({ model }) => model ?? noKey,
  person: (row) => (isUser(row) ? (row.actorEmail ?? row.actorId ?? peopleKey) : noKey),
  service_account: (row) => (row.actorKind === "service_account" ? (row.actorId ?? noKey) : noKey),
  product: ({ product }) => product ?? noKey,
  speed: ({ speed }) => speed ?? noKey,
  actor_type: ({ actorKind }) => actorKind ?? noKey,
};
const isFound = (row: ActorUsageRow, filter: Filter<UsageDimension>) =>
  Object.entries(toKey).every(([name, key]) => filter[name as UsageDimension]?.includes(key(row)) ?? true);

const anyDays = fc.array(
  fc.record({ offset: fc.integer({ min: 0, max: 59 }), rows: fc.array(anyActorUsageRow, { maxLength: 10 }) }),
  { minLength: 1, maxLength: 6 },
);
const anyQuery = fc
  .record({
    start: fc.integer({ min: 0, max: 59 }),
    length: fc.integer({ min: 0, max: 59 }),
    group: fc.constantFrom(...groups),
    granularity: fc.constantFrom(...dailyGranularities),
    filter: fc.record(
      {
        person: fc.subarray([noKey, "ines@x.example", "user_9"], { minLength: 1 }),
        product: fc.subarray([noKey, "claude_code", "research"], { minLength: 1 }),
        speed: fc.subarray(["standard", "fast"], { minLength: 1 }),
        actor_type: fc.subarray(["user", "future_actor"], { minLength: 1 }),
        workspace: fc.subarray(["wrkspc_a", noKey], { minLength: 1 }),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ start, length, ...query }) =>
    toQuery({ ...query, from: addDays(first, start), to: addDays(first, Math.min(59, start + length)) }),
  );

test("the parts add up to the rows of their own source for every group, filter, and granularity", async () => {
  const check = async (days: { offset: number; rows: ActorUsageRow[] }[], queries: UsageQuery[]) => {
    const stored = new Map(days.map(({ offset, rows }) => [addDays(first, offset), rows]));
    for (let offset = 0; offset < 60; offset += 1) {
      const day = addDays(first, offset);
      await replaceDay("actor-usage", day, stored.get(day) ?? [], new Date());
    }
    // Another source of the same days, which must not be in any sum.
    await replaceDay("account-usage", addDays(first, 30), [actorUsageRow({ outputTokens: 77 })], new Date());
    await replaceDay("usage", addDays(first, 30), [usageRow({ outputTokens: 99 })], new Date());
    await sumStale("actor-usage", [...stored.keys()].slice(0, 1));
    for (const query of queries) {
      const report = await getUsage(by, query);
      const rows = [...stored]
        .filter(([day]) => day >= query.from && day <= query.to)
        .flatMap(([, all]) => all)
        .filter((row) => isFound(row, query.filter));
      expect(report).toMatchObject({ source: "analytics", tokens: sumRows(rows) });
      expect(report.requests ?? "0").toBe(countRequests(rows) ?? "0");
      expect(add(report.series.map(({ tokens }) => tokens))).toBe(report.tokens);
      expect(add(report.buckets.map(({ tokens }) => tokens))).toBe(report.tokens);
      expect(add(report.buckets.map(({ requests }) => requests))).toBe(report.requests ?? "0");
      for (const { parts, tokens } of report.buckets)
        expect(add(parts.map((part) => part.tokens))).toBe(tokens);
      const key = query.group === "kind" || isTag(query.group) ? undefined : toKey[query.group];
      if (!key) continue;
      expect(add(report.series.map(({ requests }) => requests))).toBe(report.requests ?? "0");
      for (const part of report.series.filter((one) => one.key !== otherKey))
        expect(part.tokens).toBe(sumRows(rows.filter((row) => key(row) === part.key)));
    }
  };
  const queries = fc.array(anyQuery, { minLength: 12, maxLength: 12 });
  await fc.assert(fc.asyncProperty(anyDays, queries, check), { numRuns: 2 });
}, 120_000);

describe("the number of requests", () => {
  test("the number of requests is unknown where requests aren't counted, and tokens per request leave those tokens out", async () => {
    const rows = [
      actorUsageRow({ product: "chat", outputTokens: 90, requests: null }),
      actorUsageRow({ product: "claude_code", outputTokens: 10, requests: 4 }),
    ];
    await replaceDay("actor-usage", today, rows, new Date());
    const report = await getUsage(by, toQuery({ group: "product" }));
    expect(report).toMatchObject({
      tokens: "100",
      requests: "4",
      tokensPerRequest: 2.5,
      areRequestsPartial: true,
    });
    expect(
      report.series.map(({ key, requests, tokensPerRequest }) => [key, requests, tokensPerRequest]),
    ).toEqual([
      ["chat", null, null],
      ["claude_code", "4", 2.5],
    ]);
    expect(await getUsage(by, toQuery({ filter: { product: ["chat"] } }))).toMatchObject({
      requests: null,
      areRequestsPartial: false,
    });
    const { series } = await getUsage(by, toQuery({ group: "kind" }));
    expect(series.every(({ requests }) => requests === null)).toBe(true);
  });

  test("the number of requests is unknown in the messages usage report", async () => {
    await replaceDay("usage", today, [usageRow({ outputTokens: 5 })], new Date());
    expect(await getUsage(by, toQuery({ source: "messages", group: "model" }))).toMatchObject({
      source: "messages",
      tokens: "5",
      requests: null,
      areRequestsPartial: false,
    });
  });
});

describe("a source that is exported periodically", () => {
  const at = (day: string) => new Date(`${day}T04:00:00Z`);

  test("a source that is exported periodically shows how far it is complete, and later days don't count as refused", async () => {
    await noteActorUsageCapability(null, new Date(), at(addDays(today, -2)));
    for (const days of [3, 2])
      await replaceDay("actor-usage", addDays(today, -days), [actorUsageRow()], new Date());
    for (const days of [1, 0]) await putOffDay("actor-usage", addDays(today, -days), new Date());
    const report = await getUsage(by, toQuery({ from: addDays(today, -3) }));
    expect(report).toMatchObject({
      completeUntil: at(addDays(today, -2)).toISOString(),
      refusedDays: 0,
      missingDays: 0,
    });
  });
});

describe("if the analytics are refused", () => {
  const refusal = new AppError("refused", "no analytics here");

  test("the report has tokens by account instead, and shows the reason", async () => {
    await replaceDay("actor-usage", today, [actorUsageRow({ outputTokens: 1000 })], new Date());
    await replaceDay(
      "account-usage",
      today,
      [
        actorUsageRow({
          actorKind: "user",
          actorId: "opaque",
          actorEmail: null,
          outputTokens: 2,
          requests: null,
        }),
        actorUsageRow({
          actorKind: "service_account",
          actorId: "svac_1",
          actorEmail: null,
          outputTokens: 4,
          requests: null,
        }),
      ],
      new Date(),
    );
    await noteActorUsageCapability(refusal, new Date());
    const report = await getUsage(by, toQuery({ group: "person" }));
    expect(report).toMatchObject({ source: "accounts", refusal: "refused", tokens: "6", requests: null });
    expect(report.series.map(({ key, tokens }) => [key, tokens])).toEqual([
      [noKey, "4"],
      ["opaque", "2"],
    ]);
    expect(await getUsage(by, toQuery({ group: "service_account" }))).toMatchObject({ tokens: "6" });
    expect(await getUsage(by, toQuery({ source: "messages" }))).toMatchObject({
      source: "messages",
      refusal: null,
    });
    await noteActorUsageCapability(null, new Date());
    expect(await getUsage(by, toQuery({ group: "person" }))).toMatchObject({
      source: "analytics",
      tokens: "1000",
    });
  });
});

describe("people", () => {
  const day = addDays(today, -1);
  const ofPerson = (name: string, outputTokens: number, workspaceId = "wrkspc_a") =>
    actorUsageRow({ actorId: `user_${name}`, actorEmail: `${name}@x.example`, workspaceId, outputTokens });
  const listPeople = async (permit = by) => {
    const { series } = await getUsage(permit, toQuery({ group: "person", from: day, granularity: "month" }));
    return series.map(({ key, label, tokens }) => [key, label, tokens]);
  };

  test("people are merged while names are masked, in every answer", async () => {
    const db = await database();
    await db.transaction((tx) => putSettings(tx, "setup", { mask_names: true }));
    const names = ["ann", "bob", "cy", "dee", "eve"];
    const ofAll = names.map((name) => ofPerson(name, 1));
    await replaceDay("actor-usage", day, ofAll, new Date());
    expect(await listPeople()).toEqual([[peopleKey, null, "5"]]);
    const narrowed = toQuery({ filter: { person: ["ann@x.example"] } });
    expect(await getUsage(by, narrowed)).toMatchObject({ tokens: "0" });
    const values = await listUsageValues(by, { from: day, to: today, by: "person", q: "" });
    const rows = await listUsageRows(by, toQuery({ group: "product" }));
    const seen = { actor: newActor("admin"), isMasked: true };
    const exported = [];
    const asked = { from: day, to: today, groups: ["person"] } as const;
    for await (const piece of readPivot(toActorUsagePivot("actor-usage", seen), seen.actor, asked))
      exported.push(...piece);
    expect(exported).toHaveLength(1);
    expect(JSON.stringify([values, rows, exported])).not.toMatch(/ann|bob/);
  });

  test("people are shown to a lead only if they belong to the lead's workspaces", async () => {
    const db = await database();
    const seen = { firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };
    const role = { role: "user", name: "", addedAt: new Date(0) };
    await db.insert(members).values([
      { id: "user_ann", email: "ann@x.example", ...role, ...seen },
      { id: "user_bob", email: "bob@x.example", ...role, ...seen },
    ]);
    const place = { workspaceId: "wrkspc_a", userId: "user_ann", role: "workspace_user" };
    await db.insert(workspaceMembers).values({ ...place, ...seen });
    const rows = [ofPerson("ann", 1), ofPerson("bob", 2), ofPerson("ann", 4, "wrkspc_b")];
    await replaceDay(
      "actor-usage",
      day,
      [...rows, actorUsageRow({ workspaceId: null, outputTokens: 8 })],
      new Date(),
    );
    const lead = permitFor(newActor("lead", { workspaceIds: ["wrkspc_a", defaultKey] }), "usage:read");
    expect(await listPeople(lead)).toEqual([
      [peopleKey, null, "2"],
      ["ann@x.example", "ann@x.example", "1"],
    ]);
    expect(await getUsage(lead, toQuery({ filter: { person: ["bob@x.example"] } }))).toMatchObject({
      tokens: "0",
    });
    expect(await getUsage(lead, toQuery({ group: "product" }))).toMatchObject({ tokens: "3" });
  });
});
