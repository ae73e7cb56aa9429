import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { workspaces } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { AppError } from "@/lib/core/errors/errors";
import { addDays, type DayRange, toDay } from "@/lib/core/format/calendar";
import { putSettings } from "@/lib/core/settings/store";
import { toTagPart } from "@/lib/money/reports/dimension";
import { noteActorUsageCapability } from "@/lib/money/reports/ingest/actor-usage-capability";
import { listUsageRows } from "@/lib/money/reports/query/detail-rows";
import { listUsageValues } from "@/lib/money/reports/query/facets";
import { readPivot } from "@/lib/money/reports/query/pivot";
import type { ActorUsageReport } from "@/lib/money/reports/rollups/actor-usage-days";
import { replaceDay } from "@/lib/money/reports/test-day";
import { listTelling } from "@/lib/money/reports/test-mask";
import { actorUsageRow } from "@/lib/money/reports/test-rows";
import { otherKey } from "@/lib/money/reports/vocabulary";
import { toActorUsagePivot } from "./actor-pivot";
import { getUsageCross } from "./cross";
import { getUsage } from "./report";
import { toKnowable, type UsageQuery } from "./search-params";

const today = toDay(new Date());
const days = [-3, -2, -1].map((offset) => addDays(today, offset));
const [firstDay = ""] = days;
const whole: DayRange = { from: addDays(today, -9), to: today };
const by = permitFor("admin", "usage:read");
const tag = "tag:team" as const;

beforeEach(async () => {
  await resetDatabase();
  const db = await database();
  await db.transaction((tx) => putSettings(tx, "setup", { mask_names: true }));
  const kept = {
    isDefault: false,
    createdAt: new Date(0),
    firstSeenAt: new Date(0),
    seenAt: new Date(0),
    raw: {},
  };
  const places = ["a", "b"].map((name) => ({ id: `wrkspc_${name}`, name, tags: { team: name }, ...kept }));
  await db.insert(workspaces).values(places);
});

/** Null for a service account. */
type Work = { day: string; person: number | null; product: string; model: string; place: string };

/** Each row's tokens are a different power of two. */
async function store(work: Work[], report: ActorUsageReport = "actor-usage"): Promise<void> {
  const rows = work.map(({ person, product, model, place }, bit) =>
    actorUsageRow({
      ...(person === null
        ? { actorKind: "service_account", actorId: "svac_1", actorEmail: null }
        : { actorId: `user_${person}`, actorEmail: `person${person}@x.example` }),
      ...{ product, model, workspaceId: `wrkspc_${place}`, outputTokens: 2 ** bit },
    }),
  );
  for (const day of [...days, today])
    await replaceDay(
      report,
      day,
      rows.filter((_, bit) => work[bit]?.day === day),
      new Date(),
    );
}

const toQuery = (query: Partial<UsageQuery>): UsageQuery =>
  toKnowable({
    ...{ ...whole, group: "kind", granularity: "day", filter: {}, compare: "none", top: 3, kinds: [] },
    source: "analytics",
    ...query,
  });
const groups = ["product", "model", "workspace", "speed", "actor_type", "person", tag] as const;
const filters: UsageQuery["filter"][] = [
  {},
  { product: ["claude_code"] },
  { product: [otherKey] },
  { model: ["m"], workspace: ["wrkspc_a"] },
  { [tag]: [toTagPart("a")] },
  { actor_type: ["user"] },
];
const toBigs = (texts: readonly (string | null)[]) => texts.map((text) => BigInt(text ?? 0));

async function askEverything(permit = by): Promise<bigint[]> {
  const sums: (string | null)[] = [];
  for (const range of [whole, { from: firstDay, to: firstDay }, { from: firstDay, to: days[1] ?? "" }])
    for (const filter of filters) {
      for (const group of groups) {
        const asked = toQuery({ ...range, filter, group, compare: "previous" });
        const found = await getUsage(permit, asked);
        sums.push(found.tokens, found.compared?.total ?? null, ...found.series.map(({ tokens }) => tokens));
        for (const { tokens, parts } of found.buckets) sums.push(tokens, ...parts.map((part) => part.tokens));
      }
      const crossed = { ...toQuery({ ...range, filter, group: "product" }), by: "model" as const };
      const { cells } = await getUsageCross(permit, { ...crossed, rows: 10, columns: 10 });
      sums.push(...cells.flat());
      const { columns, rows } = await listUsageRows(permit, toQuery({ ...range, filter }));
      sums.push(...rows.map((row) => row[columns.indexOf("output_tokens")] ?? null));
    }
  return toBigs(sums);
}

const anyWork: fc.Arbitrary<Work[]> = fc.array(
  fc.record({
    day: fc.constantFrom(...days, today),
    person: fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 7, null),
    product: fc.constantFrom("claude_code", "claude_code", "research"),
    model: fc.constantFrom("m", "m", "n"),
    place: fc.constantFrom("a", "a", "b"),
  }),
  { minLength: 35, maxLength: 45 },
);

test("every answer about usage by person, and every difference between two, covers no one or at least five people", async () => {
  const lead = permitFor(newActor("lead", { workspaceIds: ["wrkspc_a"] }), "usage:read");
  const check = async (work: Work[]) => {
    await store(work);
    const people = work.map(({ person }) => person);
    for (const permit of [by, lead]) expect(listTelling(people, await askEverything(permit))).toEqual([]);
  };
  await fc.assert(fc.asyncProperty(anyWork, check), { numRuns: 1 });
}, 300_000);

const team = (count: number, more: Partial<Work> = {}): Work[] =>
  Array.from({ length: count }, (_, person) => ({
    ...{ day: firstDay, person, product: "claude_code", model: "m", place: "a" },
    ...more,
  }));

async function readFile(report: ActorUsageReport = "actor-usage") {
  const seen = { actor: newActor("admin"), isMasked: true };
  const asked = { ...whole, groups: ["day", "product", "model", "workspace", "person"] } as const;
  const rows = [];
  for await (const piece of readPivot(toActorUsagePivot(report, seen), seen.actor, asked))
    rows.push(...piece);
  return rows.map((row) => row.slice(1, 5));
}
const listParts = async (group: UsageQuery["group"]) =>
  (await getUsage(by, toQuery({ group }))).series.map(({ key }) => key);

describe("while names are masked, usage by person", () => {
  test("shows what five people used, and merges what four used with another group into Other", async () => {
    await store([...team(6), ...team(5, { product: "research", model: "n", place: "b" })]);
    expect(await readFile()).toEqual([
      ["claude_code", "m", "a", "(people)"],
      ["research", "n", "b", "(people)"],
    ]);
    await store([...team(6), ...team(5, { person: 9 }), ...team(4, { product: "research", place: "b" })]);
    expect(await readFile()).toEqual([["Other", "Other", "Other", "(people)"]]);
    for (const group of ["product", "model", "workspace", "speed", tag] as const)
      expect(await listParts(group)).toEqual([otherKey]);
    expect(
      await getUsage(by, toQuery({ group: "product", filter: { product: ["research"] } })),
    ).toMatchObject({
      tokens: "0",
      isMasked: true,
    });
    const { values } = await listUsageValues(by, { ...whole, by: "product", q: "" });
    expect(values.map(({ key }) => key)).toEqual([otherKey]);
    const { rows } = await listUsageRows(by, toQuery({}));
    expect(JSON.stringify(rows)).not.toMatch(/research|person\d/);
  });

  test("leaves out today and days of four people, and keeps service accounts", async () => {
    await store([
      ...team(4),
      ...team(9, { day: toDay(new Date()) }),
      ...team(1, { person: null, product: "x" }),
    ]);
    expect(await listParts("product")).toEqual(["x"]);
  });

  test("is merged in tokens by account, too", async () => {
    await noteActorUsageCapability(new AppError("refused", "the API refuses"), new Date());
    await store([...team(6), ...team(2, { model: "n", person: 8 })], "account-usage");
    expect(await listParts("model")).toEqual([otherKey]);
  });

  test("draws Other last and once, however much it is, beside what isn't listed", async () => {
    const alone = ["p", "q", "r", "s"].map((product) => ({ person: null, product }));
    await store([...alone.flatMap((one) => team(1, one)), ...team(5), ...team(1, { model: "n", person: 6 })]);
    const report = await getUsage(by, toQuery({ group: "product" }));
    expect(report.series.map(({ key }) => key)).toEqual(["s", "r", "q", "p", otherKey]);
    expect(report).toMatchObject({ restCount: 0, series: [{}, {}, {}, {}, { color: null }] });
    const { parts = [] } = report.buckets.find(({ startsOn }) => startsOn === firstDay) ?? {};
    expect(parts.map(({ key }) => key).toSorted()).toEqual([otherKey, "q", "r", "s"]);
    const crossed = { ...toQuery({ group: "product" }), by: "model" as const, rows: 3, columns: 9 };
    const { rows, total, rowTotals } = await getUsageCross(by, crossed);
    expect([rows.parts.map(({ key }) => key), rows.rest]).toEqual([["s", "r", "q"], 2]);
    expect(toBigs(rowTotals).reduce((sum, one) => sum + one, 0n)).toBe(BigInt(total));
  });
});
