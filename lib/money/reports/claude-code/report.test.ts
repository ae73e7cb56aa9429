import Big from "big.js";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { apiKeys, members, workspaceMembers } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { markRead } from "@/lib/core/history/test-history";
import type { ClaudeCodeRow } from "@/lib/money/reports/ingest/claude-code-response-schema";
import { sumStale } from "@/lib/money/reports/rollups/period-sums";
import type { Filter } from "@/lib/money/reports/search-params";
import { replaceDay } from "@/lib/money/reports/test-day";
import { anyClaudeCodeRow, claudeCodeRow } from "@/lib/money/reports/test-rows";
import { dailyGranularities, noKey } from "@/lib/money/reports/vocabulary";
import { listClaudeCodeActors } from "./actors";
import { getAdoption } from "./adoption";
import { getBreakdown } from "./breakdown";
import type { ClaudeCodeDimension } from "./dimensions";
import { getClaudeCode } from "./report";
import type { ActorsQuery, BreakdownQuery, ClaudeCodeQuery } from "./search-params";

beforeEach(resetDatabase);

const by = permitFor("finance", "claude-code:read");
const today = toDay(new Date());
const first = addDays(today, -69);
const seen = { firstSeenAt: new Date(), seenAt: new Date(), raw: {} };

async function store(days: Record<string, ClaudeCodeRow[]>): Promise<void> {
  for (const [day, rows] of Object.entries(days)) await replaceDay("claude-code", day, rows, new Date());
}

function toQuery(query: Partial<ClaudeCodeQuery> = {}): ClaudeCodeQuery {
  return { from: first, to: today, granularity: "day", filter: {}, compare: "none", ...query };
}

function toActors(query: Partial<ActorsQuery> = {}): ActorsQuery {
  return {
    from: first,
    to: today,
    filter: {},
    kind: "user_actor",
    sort: "sessions",
    direction: "desc",
    page: 1,
    ...query,
  };
}

const opus = {
  model: "claude-opus-5",
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheCreationTokens: 0,
  estimatedCents: "0",
};

const sum = (amounts: (string | number)[]) =>
  amounts.reduce<Big>((total, amount) => total.plus(String(amount)), new Big(0)).toFixed();

const countActors = (rows: ClaudeCodeRow[]) =>
  new Set(rows.map((row) => `${row.actorType} ${row.actor}`)).size;

const anyDays = fc.array(
  fc.record({ offset: fc.integer({ min: 0, max: 69 }), rows: fc.array(anyClaudeCodeRow, { maxLength: 10 }) }),
  { minLength: 1, maxLength: 6 },
);

const anyFilter: fc.Arbitrary<Filter<ClaudeCodeDimension>> = fc.record(
  {
    terminal: fc.subarray(["vscode", "tmux", noKey], { minLength: 1 }),
    place: fc.subarray(["local", "remote"], { minLength: 1 }),
    customer: fc.subarray(["api", "subscription"], { minLength: 1 }),
  },
  { requiredKeys: [] },
);
function isFound(row: ClaudeCodeRow, { terminal, place, customer }: Filter<ClaudeCodeDimension>): boolean {
  const isIn = (values: readonly string[] | undefined, value: string) => !values || values.includes(value);
  return (
    isIn(terminal, row.terminalType ?? noKey) &&
    isIn(place, row.isRemote ? "remote" : "local") &&
    isIn(customer, row.customerType ?? noKey)
  );
}

const anyQuery = fc.record({
  filter: anyFilter,
  start: fc.integer({ min: 0, max: 69 }),
  length: fc.integer({ min: 0, max: 69 }),
  granularity: fc.constantFrom(...dailyGranularities),
});
type Asked = typeof anyQuery extends fc.Arbitrary<infer Found> ? Found : never;

test("periods and actors add up to the rows for every range and granularity, and no one is counted twice", async () => {
  const check = async (days: { offset: number; rows: ClaudeCodeRow[] }[], asked: Asked[]) => {
    const stored = Object.fromEntries(days.map(({ offset, rows }) => [addDays(first, offset), rows]));
    await store(Object.fromEntries(Array.from({ length: 70 }, (_, offset) => [addDays(first, offset), []])));
    await store(stored);
    await sumStale("claude-code", Object.keys(stored).slice(0, 2));
    for (const { start, length, granularity, filter } of asked) {
      const query = {
        from: addDays(first, start),
        to: addDays(first, Math.min(69, start + length)),
        granularity,
        filter,
        compare: "none" as const,
      };
      const rows = Object.entries(stored).flatMap(([day, found]) =>
        day >= query.from && day <= query.to ? found.filter((row) => isFound(row, filter)) : [],
      );
      const { buckets, kinds, sums, tools } = await getClaudeCode(by, query);
      expect(sum(kinds.map(({ actors }) => actors))).toBe(String(countActors(rows)));
      expect(sums.sessions).toBe(sum(rows.map((row) => row.sessions)));
      expect(sums.cents).toBe(sum(rows.map((row) => row.estimatedCents)));
      expect(sum(buckets.map((bucket) => bucket.sums.lines_added))).toBe(sums.lines_added);
      expect(sum(buckets.map((bucket) => bucket.sums.cents))).toBe(sums.cents);
      for (const [bar, { startsOn, actors, parts }] of buckets.entries()) {
        expect(sum(parts.map((part) => part.actors))).toBe(String(actors));
        const isInBar = (day: string) => startsOn <= day && day < (buckets[bar + 1]?.startsOn ?? "9999");
        const found = Object.entries(stored).filter(([day]) => isInBar(day) && day <= query.to);
        const inBar = found.flatMap(([, ofDay]) => ofDay.filter((row) => isFound(row, filter)));
        expect(actors).toBe(countActors(inBar));
      }
      expect(sum(tools.map(({ accepted }) => accepted))).toBe(sum(rows.map((row) => row.editAccepted)));
      const lists = await Promise.all(
        kinds.map(({ key }) => listClaudeCodeActors(by, toActors({ ...query, kind: key }))),
      );
      expect(sum(lists.map(({ total }) => total))).toBe(String(countActors(rows)));
      expect(sum(lists.flatMap((list) => list.rows.map((row) => row.sums.tokens)))).toBe(sums.tokens);
    }
  };
  const queries = fc.array(anyQuery, { minLength: 5, maxLength: 5 });
  await fc.assert(fc.asyncProperty(anyDays, queries, check), { numRuns: 3 });
}, 120_000);

test("the comparison also counts each person once, and leaves out periods that weren't read", async () => {
  const work = claudeCodeRow({ sessions: 2, estimatedCents: "1.5" });
  const other = { ...work, actor: "olu@northwind.example" };
  await store({
    [addDays(today, -8)]: [work, other],
    [addDays(today, -7)]: [work],
    [addDays(today, -3)]: [work],
    [addDays(today, -2)]: [],
    [addDays(today, -1)]: [],
    [today]: [],
  });
  const ask = toQuery({ from: addDays(today, -1), compare: "previous" });
  expect((await getClaudeCode(by, ask)).compared).toMatchObject({
    from: addDays(today, -8),
    to: addDays(today, -7),
    total: { kinds: [{ key: "user_actor", actors: 2 }], sums: { sessions: "6", cents: "4.5" } },
    bars: [{ value: 2 }, { value: 1 }],
    rest: [],
  });
  expect(
    (await getClaudeCode(by, { ...ask, granularity: "week" })).compared?.bars.at(-1)?.value,
  ).toBeGreaterThan(0);
  const earlier = await getClaudeCode(by, { ...ask, from: addDays(today, -2), to: addDays(today, -1) });
  expect(earlier.compared).toMatchObject({ total: null, bars: [{ value: null }, { value: 2 }] });
});

test("a person with several rows on one day or on two days counts as one person", async () => {
  const rows = ["vscode", "tmux", "iTerm.app"].map((terminalType) =>
    claudeCodeRow({ terminalType, sessions: 1 }),
  );
  const key = claudeCodeRow({ actorType: "api_actor", actor: "ci", sessions: 5 });
  await store({ [today]: [...rows, key], [addDays(today, -1)]: rows });
  const { buckets, kinds, sums } = await getClaudeCode(by, toQuery({ from: addDays(today, -1) }));
  expect(kinds.map(({ key, actors }) => ({ key, actors }))).toEqual([
    { key: "api_actor", actors: 1 },
    { key: "user_actor", actors: 1 },
  ]);
  expect(buckets.map(({ actors }) => actors)).toEqual([1, 2]);
  expect(sums.sessions).toBe("11");
});

describe("in the Claude Code report", () => {
  test("the acceptance rate is shown only for tools that proposed something", async () => {
    const toolActions = {
      edit_tool: { accepted: 3, rejected: 1 },
      write_tool: { accepted: 0, rejected: 0 },
      brand_new_tool: { accepted: 0, rejected: 2 },
    };
    await store({ [today]: [claudeCodeRow({ toolActions, editAccepted: 3, editRejected: 3 })] });
    expect((await getClaudeCode(by, toQuery())).tools).toEqual([
      { tool: "edit_tool", accepted: "3", rejected: "1", acceptance: 0.75 },
      { tool: "brand_new_tool", accepted: "0", rejected: "2", acceptance: 0 },
      { tool: "write_tool", accepted: "0", rejected: "0", acceptance: null },
    ]);
    expect((await listClaudeCodeActors(by, toActors())).rows).toMatchObject([{ acceptance: 0.5 }]);
  });

  test("a report without rows counts as read", async () => {
    await store({ [today]: [] });
    expect(await getClaudeCode(by, toQuery())).toMatchObject({
      kinds: [],
      tools: [],
      sums: { sessions: "0", cents: "0" },
      missingDays: 69,
    });
    expect(await listClaudeCodeActors(by, toActors())).toMatchObject({ rows: [], total: 0 });
  });
});

describe("the list of people", () => {
  test.each([
    ["sessions", "desc", ["b", "c", "a"]],
    ["sessions", "asc", ["a", "b", "c"]],
    ["actor", "asc", ["a", "b", "c"]],
    ["acceptance", "desc", ["a", "c", "b"]],
    ["cents", "desc", ["c", "a", "b"]],
  ] as const)("is sorted by %s, %s", async (sort, direction, expected) => {
    await store({
      [today]: [
        claudeCodeRow({ actor: "a", sessions: 1, editAccepted: 1, estimatedCents: "2" }),
        claudeCodeRow({ actor: "b", sessions: 9 }),
        claudeCodeRow({ actor: "c", sessions: 9, editAccepted: 1, editRejected: 1, estimatedCents: "10" }),
      ],
    });
    const { rows } = await listClaudeCodeActors(by, toActors({ sort, direction }));
    expect(rows.map(({ actor }) => actor)).toEqual(expected);
  });

  test("the list of people has pages that contain every person once, and shows their names", async () => {
    const people = Array.from({ length: 120 }, (_, index) => `p${index}@northwind.example`);
    await store({ [today]: people.map((actor) => claudeCodeRow({ actor })) });
    const db = await database();
    const member = { role: "user", addedAt: new Date(), ...seen };
    await db.insert(members).values({ id: "u1", email: "P7@northwind.example", name: "Pia", ...member });
    const pages = await Promise.all([1, 2, 3].map((page) => listClaudeCodeActors(by, toActors({ page }))));
    expect(pages.map(({ total, rows }) => [total, rows.length])).toEqual([
      [120, 50],
      [120, 50],
      [120, 20],
    ]);
    const found = pages.flatMap(({ rows }) => rows);
    expect(new Set(found.map(({ actor }) => actor)).size).toBe(120);
    expect(found.filter(({ name }) => name !== null)).toMatchObject([{ actor: people[7], name: "Pia" }]);
  });
});

test("activity is broken down by terminal, place, customer, and model", async () => {
  const models = [{ ...opus, inputTokens: 3, estimatedCents: "0.5" }];
  const tokens = { inputTokens: 3, estimatedCents: "0.5", models };
  await store({
    [today]: [
      claudeCodeRow({ sessions: 2, ...tokens }),
      claudeCodeRow({ sessions: 1, terminalType: null, isRemote: true, ...tokens }),
      claudeCodeRow({ actorType: "api_actor", actor: "ci", customerType: "subscription", sessions: 4 }),
    ],
  });
  const read = async (by_: BreakdownQuery["by"]) => {
    const { rows } = await getBreakdown(by, { from: first, to: today, filter: {}, by: by_ });
    return rows.map(({ key, actors, sums }) => [key, actors, sums.sessions, sums.tokens, sums.cents]);
  };
  expect(await read("terminal")).toEqual([
    ["vscode", 2, "6", "3", "0.5"],
    [noKey, 1, "1", "3", "0.5"],
  ]);
  expect(await read("place")).toEqual([
    ["local", 2, "6", "3", "0.5"],
    ["remote", 1, "1", "3", "0.5"],
  ]);
  expect(await read("customer")).toEqual([
    ["api", 1, "3", "6", "1"],
    ["subscription", 1, "4", "0", "0"],
  ]);
  expect(await read("model")).toEqual([["claude-opus-5", 1, "0", "6", "1"]]);
});

test("adoption counts each member once and doesn't count people outside the directory", async () => {
  const db = await database();
  const member = (id: string) => ({
    id,
    email: `${id}@northwind.example`,
    name: id,
    role: "user",
    addedAt: new Date(),
    ...seen,
  });
  await db.insert(members).values(["Ines", "olu", "idle"].map(member));
  const olu = claudeCodeRow({ actor: "OLU@northwind.example" });
  await store({
    [today]: [claudeCodeRow({ actor: "only-today@northwind.example" })],
    [addDays(today, -1)]: [
      claudeCodeRow(),
      claudeCodeRow({ terminalType: "tmux" }),
      claudeCodeRow({ actor: "left@northwind.example" }),
    ],
    [addDays(today, -7)]: [claudeCodeRow(), claudeCodeRow({ actorType: "api_actor", actor: "ci" })],
    [addDays(today, -20)]: [olu],
  });
  await markRead(["claude-code"]);
  expect(await getAdoption(by)).toEqual({
    to: addDays(today, -1),
    loading: null,
    members: 3,
    everActive: 2,
    activeThisWeek: 1,
    day: 2,
    week: 2,
    month: 3,
  });
  const nobody = permitFor(newActor("lead", { workspaceIds: [] }), "claude-code:read");
  expect(await getAdoption(nobody)).toMatchObject({ members: 0, everActive: 0, month: 0 });
});

test("the adoption is unknown, not zero, if the report was never read", async () => {
  const unread = { everActive: null, activeThisWeek: null, day: null, week: null, month: null };
  expect(await getAdoption(by)).toMatchObject({ to: null, members: 0, ...unread, loading: { done: 0 } });
});

test("a lead sees the members of their workspaces, and keys whose names exist only in their workspaces", async () => {
  const db = await database();
  const member = { role: "user", addedAt: new Date(), ...seen };
  await db.insert(members).values([
    { id: "u1", email: "in@northwind.example", name: "In", ...member },
    { id: "u2", email: "out@northwind.example", name: "Out", ...member },
  ]);
  await db.insert(workspaceMembers).values([
    { workspaceId: "a", userId: "u1", role: "workspace_user", ...seen },
    { workspaceId: "b", userId: "u2", role: "workspace_user", ...seen },
  ]);
  const key = { status: "active", createdAt: new Date(), scope: "workspace", ...seen };
  await db.insert(apiKeys).values([
    { id: "k1", name: "ours", workspaceId: "a", ...key },
    { id: "k2", name: "shared", workspaceId: "a", ...key },
    { id: "k3", name: "shared", workspaceId: "b", ...key },
  ]);
  const toolActions = { edit_tool: { accepted: 1, rejected: 0 } };
  const one = (actorType: string, actor: string) =>
    claudeCodeRow({ actorType, actor, sessions: 1, toolActions, editAccepted: 1 });
  await store({
    [today]: [
      one("user_actor", "In@northwind.example"),
      one("user_actor", "out@northwind.example"),
      one("api_actor", "ours"),
      one("api_actor", "shared"),
      one("future_actor", "x"),
    ],
  });
  const lead = permitFor(newActor("lead", { workspaceIds: ["a"] }), "claude-code:read");
  const report = await getClaudeCode(lead, toQuery());
  expect(report.kinds.map(({ key, actors }) => ({ key, actors }))).toEqual([
    { key: "api_actor", actors: 1 },
    { key: "user_actor", actors: 1 },
  ]);
  expect(report).toMatchObject({ sums: { sessions: "2" }, tools: [{ accepted: "2" }] });
  expect((await listClaudeCodeActors(lead, toActors())).rows).toMatchObject([{ name: "In" }]);
  const nobody = permitFor(newActor("lead", { workspaceIds: [] }), "claude-code:read");
  expect((await getClaudeCode(nobody, toQuery())).kinds).toEqual([]);
  expect((await getClaudeCode(by, toQuery())).kinds).toHaveLength(3);
  expect((await listClaudeCodeActors(by, toActors({ kind: "future_actor" }))).total).toBe(1);
});
