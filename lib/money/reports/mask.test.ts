import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { apiKeys, members, workspaceMembers } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { addDays, type DayRange, toDay } from "@/lib/core/format/calendar";
import { putSettings } from "@/lib/core/settings/store";
import { listClaudeCodeActors } from "@/lib/money/reports/claude-code/actors";
import { getBreakdown } from "@/lib/money/reports/claude-code/breakdown";
import { type ClaudeCodeDimension, claudeCodeBreakdowns } from "@/lib/money/reports/claude-code/dimensions";
import { toClaudeCodePivot } from "@/lib/money/reports/claude-code/pivot";
import { getClaudeCode } from "@/lib/money/reports/claude-code/report";
import { listClaudeCodeValues } from "@/lib/money/reports/query/facets";
import { readPivot } from "@/lib/money/reports/query/pivot";
import type { Filter } from "./search-params";
import { replaceDay } from "./test-day";
import { listTelling } from "./test-mask";
import { claudeCodeRow } from "./test-rows";
import { otherKey } from "./vocabulary";

const today = toDay(new Date());
const days = [-3, -2, -1].map((offset) => addDays(today, offset));
const seen = { firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };
const by = permitFor("admin", "claude-code:read");
const whole: DayRange = { from: addDays(today, -9), to: today };

beforeEach(async () => {
  await resetDatabase();
  const db = await database();
  await db.transaction((tx) => putSettings(tx, "admin@northwind.example", { mask_names: true }));
});

type Work = { day: string; person: number; terminal: string; isRemote: boolean; model: string; tool: string };

/** Each row's cost is a different power of two, so that every sum shows which rows are in it. */
async function store(work: Work[]): Promise<void> {
  const rows = work.map(({ person, terminal, isRemote, model, tool }, bit) => {
    const cents = String(2n ** BigInt(bit));
    const tokens = { inputTokens: 1, outputTokens: 0, cacheReadTokens: 0, cacheCreationTokens: 0 };
    return claudeCodeRow({
      actor: `person${person}@x.example`,
      terminalType: terminal,
      isRemote,
      sessions: 1,
      estimatedCents: cents,
      models: [{ model, ...tokens, estimatedCents: cents }],
      toolActions: { [tool]: { accepted: 2 ** bit, rejected: 0 } },
      editAccepted: 2 ** bit,
    });
  });
  for (const day of [...days, today])
    await replaceDay(
      "claude-code",
      day,
      rows.filter((_, bit) => work[bit]?.day === day),
      new Date(),
    );
}

const ranges: DayRange[] = days.flatMap((from, first) => days.slice(first).map((to) => ({ from, to })));
const filters: Filter<ClaudeCodeDimension>[] = [
  {},
  ...["a", "b", "c", otherKey].map((terminal) => ({ terminal: [terminal] })),
  { terminal: ["a", "b"] },
  { place: ["local"] },
  { place: ["remote"], terminal: ["a"] },
];

async function askEverything(actor = by): Promise<{ cents: bigint[]; accepted: bigint[] }> {
  const cents: string[] = [];
  const accepted: string[] = [];
  for (const range of [...ranges, whole])
    for (const filter of filters) {
      const query = { ...range, filter };
      const report = await getClaudeCode(actor, { ...query, granularity: "day", compare: "none" });
      cents.push(report.sums.cents, ...report.buckets.map(({ sums }) => sums.cents));
      accepted.push(...report.tools.map((tool) => tool.accepted));
      for (const one of claudeCodeBreakdowns)
        cents.push(...(await getBreakdown(actor, { ...query, by: one })).rows.map(({ sums }) => sums.cents));
      const list = { kind: "user_actor", sort: "cents", direction: "desc", page: 1 } as const;
      cents.push(
        ...(await listClaudeCodeActors(actor, { ...query, ...list })).rows.map(({ sums }) => sums.cents),
      );
    }
  return { cents: cents.map(BigInt), accepted: accepted.map(BigInt) };
}

const anyWork: fc.Arbitrary<Work[]> = fc.array(
  fc.record({
    day: fc.constantFrom(...days, today),
    person: fc.nat(8),
    terminal: fc.constantFrom("a", "a", "a", "b", "c"),
    isRemote: fc.boolean(),
    model: fc.constantFrom("m", "m", "n"),
    tool: fc.constantFrom("edit_tool", "edit_tool", "write_tool"),
  }),
  { minLength: 30, maxLength: 45 },
);

test("every answer, and every difference between two answers, covers either no one or at least five people", async () => {
  const check = async (work: Work[]) => {
    await store(work);
    const { cents, accepted } = await askEverything();
    const people = work.map(({ person }) => person);
    expect(listTelling(people, cents)).toEqual([]);
    expect(listTelling(people, accepted)).toEqual([]);
  };
  await fc.assert(fc.asyncProperty(anyWork, check), { numRuns: 2 });
}, 300_000);

const team = (day: string, count: number, more: Partial<Work> = {}): Work[] =>
  Array.from({ length: count }, (_, person) => ({
    ...{ day, person, terminal: "a", isRemote: false, model: "m", tool: "edit_tool" },
    ...more,
  }));

describe("while names are masked", () => {
  test("five people are a group, and four are merged with another group into Other", async () => {
    await store([...team(days[0] ?? "", 6), ...team(days[0] ?? "", 5, { terminal: "b" })]);
    const read = async () =>
      (await getBreakdown(by, { ...whole, filter: {}, by: "terminal" })).rows.map(({ key, actors }) => [
        key,
        actors,
      ]);
    expect(await read()).toEqual([
      ["a", 6],
      ["b", 5],
    ]);
    await store([...team(days[0] ?? "", 6), ...team(days[0] ?? "", 4, { terminal: "b" })]);
    expect(await read()).toEqual([[otherKey, 6]]);
  });

  test("no one is shown alone, and the parts, bars, and export add up to the total", async () => {
    const work = [
      ...team(days[0] ?? "", 6),
      ...team(days[1] ?? "", 7, { terminal: "b", isRemote: true, model: "n" }),
      ...team(days[1] ?? "", 2, { terminal: "c" }),
    ];
    await store(work);
    const report = await getClaudeCode(by, { ...whole, filter: {}, granularity: "day", compare: "none" });
    expect(report).toMatchObject({ isMasked: true, kinds: [{ key: "user_actor", actors: 7 }] });
    const total = BigInt(report.sums.cents);
    expect(total).toBe(2n ** BigInt(work.length) - 1n);
    const sum = (amounts: string[]) => amounts.map(BigInt).reduce((all, one) => all + one, 0n);
    expect(sum(report.buckets.map(({ sums }) => sums.cents))).toBe(total);
    expect(sum(report.tools.map(({ accepted }) => accepted))).toBe(total);
    for (const one of claudeCodeBreakdowns) {
      const { rows } = await getBreakdown(by, { ...whole, filter: {}, by: one });
      expect(sum(rows.map(({ sums }) => sums.cents))).toBe(total);
    }
    const list = { kind: "user_actor", sort: "actor", direction: "asc", page: 1 } as const;
    expect((await listClaudeCodeActors(by, { ...whole, filter: {}, ...list })).rows).toMatchObject([
      { actor: otherKey, name: null },
    ]);
    const groups = ["day", "actor", "terminal_type", "customer_type"] as const;
    const exported = [];
    for await (const rows of readPivot(await toClaudeCodePivot(newActor("admin")), newActor("admin"), {
      ...whole,
      groups,
    }))
      exported.push(...rows);
    expect(exported.map((row) => row.slice(1, 4))).toEqual([
      ["Other", "a", "api"],
      ["Other", "Other", "Other"],
    ]);
    const cents = exported.map((row) => Math.round(Number(row.at(-6)) * 100));
    expect(cents.reduce((all, one) => all + one, 0)).toBe(Number(total));
  });

  test("a day of four people and the current day are left out", async () => {
    // Read again, because midnight may have come since the file was loaded.
    const current = toDay(new Date());
    await store([...team(days[0] ?? "", 4), ...team(current, 9)]);
    const range = { ...whole, to: current };
    const report = await getClaudeCode(by, { ...range, filter: {}, granularity: "day", compare: "none" });
    expect(report).toMatchObject({ kinds: [], tools: [], sums: { cents: "0", sessions: "0" } });
  });

  test("a value that only a few people have can't be filtered by", async () => {
    await store([...team(days[0] ?? "", 9), ...team(days[0] ?? "", 2, { terminal: "secret" })]);
    const filter = { terminal: ["secret"] };
    const report = await getClaudeCode(by, { ...whole, filter, granularity: "day", compare: "none" });
    expect(report.sums.cents).toBe("0");
    const { values } = await listClaudeCodeValues(by, { ...whole, by: "terminal", q: "" });
    expect(values.map(({ key }) => key)).toEqual([otherKey]);
  });

  test("a person's key counts as that person, and a service's key keeps its name", async () => {
    const db = await database();
    await db.insert(members).values({
      id: "p0",
      email: "person0@x.example",
      name: "P",
      role: "user",
      addedAt: new Date(0),
      ...seen,
    });
    const key = { status: "active", createdAt: new Date(0), scope: "workspace", createdById: "p0", ...seen };
    await db.insert(apiKeys).values([
      { ...key, id: "k1", name: "claude_code_key_p_abcd" },
      { ...key, id: "k2", name: "mine", principalKind: "user", principalId: "p0" },
      { ...key, id: "k3", name: "ci" },
    ]);
    const ofKeys = ["claude_code_key_p_abcd", "mine", "ci", "unheard of"].map((actor) =>
      claudeCodeRow({ actorType: "api_actor", actor, sessions: 1 }),
    );
    const people = [0, 1, 2, 3].map((person) =>
      claudeCodeRow({ actor: `person${person}@x.example`, sessions: 1 }),
    );
    await replaceDay("claude-code", days[0] ?? "", [...people, ...ofKeys], new Date());
    const read = async () =>
      (await getClaudeCode(by, { ...whole, filter: {}, granularity: "day", compare: "none" })).kinds.map(
        ({ key, actors }) => ({ key, actors }),
      );
    expect(await read()).toEqual([{ key: "api_actor", actors: 1 }]);
    const fifth = claudeCodeRow({ actor: "person4@x.example", sessions: 1 });
    await replaceDay("claude-code", days[0] ?? "", [...people, fifth, ...ofKeys], new Date());
    expect(await read()).toEqual([
      { key: "user_actor", actors: 5 },
      { key: "api_actor", actors: 1 },
    ]);
    const list = { kind: "api_actor", sort: "actor", direction: "asc", page: 1 } as const;
    expect(
      (await listClaudeCodeActors(by, { ...whole, filter: {}, ...list })).rows.map(({ actor }) => actor),
    ).toEqual(["ci"]);
  });

  test("a lead of four people sees nothing, and a lead of five people sees their totals", async () => {
    const db = await database();
    await store(team(days[0] ?? "", 9));
    const person = { role: "user", addedAt: new Date(0), ...seen };
    await db
      .insert(members)
      .values(
        [0, 1, 2, 3, 4].map((id) => ({ ...person, id: `u${id}`, email: `person${id}@x.example`, name: "" })),
      );
    const place = (id: number) => ({ workspaceId: "w", userId: `u${id}`, role: "workspace_user", ...seen });
    await db.insert(workspaceMembers).values([0, 1, 2, 3].map(place));
    const lead = permitFor(newActor("lead", { workspaceIds: ["w"] }), "claude-code:read");
    const read = async () =>
      (await getClaudeCode(lead, { ...whole, filter: {}, granularity: "day", compare: "none" })).sums
        .sessions;
    expect(await read()).toBe("0");
    await db.insert(workspaceMembers).values(place(4));
    expect(await read()).toBe("5");
  });
});
