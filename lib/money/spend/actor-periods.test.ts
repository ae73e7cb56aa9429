import Big from "big.js";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { permitFor } from "@/lib/core/auth/test-permit";
import { resetDatabase } from "@/lib/core/db/test-database";
import { addDays, type DayRange, toDay } from "@/lib/core/format/calendar";
import { noteActorCostCapability } from "@/lib/money/reports/ingest/actor-cost-capability";
import { sumStale } from "@/lib/money/reports/rollups/period-sums";
import { replaceDay } from "@/lib/money/reports/test-day";
import { listSpendActors } from "./actors";
import { getSpendChanges } from "./changes";

beforeEach(resetDatabase);

const by = permitFor("finance", "cost:read");
const last = toDay(new Date());
const length = 70;
const first = addDays(last, 1 - length);

type Row = { person: string; apiKeyId: string | null; product: string | null; cents: string };
const anyRow: fc.Arbitrary<Row> = fc.record({
  person: fc.constantFrom("ada", "bo", "cy"),
  apiKeyId: fc.constantFrom("apikey_1", "apikey_2", null),
  product: fc.constantFrom("api", "chat", null),
  cents: fc.integer({ min: 1, max: 1_000_000 }).map((parts) => new Big(parts).div(1_000).toFixed()),
});
const anyDay = fc.record({ offset: fc.nat(length - 1), rows: fc.array(anyRow, { maxLength: 6 }) });
const anyDays = fc.uniqueArray(anyDay, { minLength: 4, maxLength: 12, selector: ({ offset }) => offset });
const anyRange = fc.tuple(fc.nat(length - 1), fc.nat(length - 1)).map((offsets) => {
  const [from = 0, to = 0] = offsets.toSorted((one, other) => one - other);
  return { from: addDays(first, from), to: addDays(first, to) };
});
type Day = { offset: number; rows: Row[] };

async function store({ offset, rows }: Day): Promise<void> {
  const facts = rows.map(({ person, cents, ...row }) => ({
    ...row,
    cents,
    listCents: cents,
    actorKind: "user",
    actorId: `user_${person}`,
    actorEmail: `${person}@x.example`,
    workspaceId: "a",
    model: "m",
    currency: "USD",
  }));
  await replaceDay("actor-cost", addDays(first, offset), facts, new Date());
}

const toSum = (rows: readonly Row[]) =>
  rows.reduce((sum, { cents }) => sum.plus(cents), new Big(0)).toFixed();

function listRows(days: readonly Day[], { from, to }: DayRange): Row[] {
  return days.flatMap(({ offset, rows }) => {
    const day = addDays(first, offset);
    return day >= from && day <= to ? rows : [];
  });
}

async function expectSums(days: readonly Day[], range: DayRange): Promise<void> {
  const rows = listRows(days, range);
  for (const kind of ["person", "key"] as const) {
    const counted = kind === "key" ? rows.filter(({ apiKeyId }) => apiKeyId) : rows;
    const toId = ({ person, apiKeyId }: Row) => (kind === "key" ? apiKeyId : `${person}@x.example`);
    const found = await listSpendActors(by, { ...range, kind, page: 1 });
    expect(found.cents).toBe(toSum(counted));
    const ids = [...new Set(counted.map(toId))];
    expect(Object.fromEntries(found.rows.map(({ id, cents }) => [id, cents]))).toEqual(
      Object.fromEntries(ids.map((id) => [id, toSum(counted.filter((row) => toId(row) === id))])),
    );
  }
}

test("cost by person and key equals the sum of its days for any range, before and after periods are added up", async () => {
  const check = async (days: Day[], changed: Row[], ranges: DayRange[]) => {
    await resetDatabase();
    await noteActorCostCapability(null, new Date());
    for (const day of days) await store(day);
    for (const range of ranges) await expectSums(days, range);
    await sumStale("actor-cost", []);
    for (const range of ranges) await expectSums(days, range);
    const [before, ...others] = days;
    if (!before) return;
    await store({ ...before, rows: changed });
    const now = [{ ...before, rows: changed }, ...others];
    for (const range of ranges) await expectSums(now, range);
    await sumStale("actor-cost", []);
    for (const range of ranges) await expectSums(now, range);
  };
  const ranges = fc.array(anyRange, { minLength: 3, maxLength: 3 });
  await fc.assert(fc.asyncProperty(anyDays, fc.array(anyRow, { maxLength: 6 }), ranges, check), {
    numRuns: 6,
  });
});

test("changes by key are the same from periods as from days", async () => {
  await noteActorCostCapability(null, new Date());
  const row = { person: "ada", apiKeyId: "apikey_1", product: "api" };
  for (let offset = 0; offset < length; offset += 1)
    await store({ offset, rows: [{ ...row, cents: `${offset}.5` }] });
  const after = { from: addDays(last, -30), to: addDays(last, -1) };
  const query = { after, before: { from: addDays(last, -60), to: addDays(last, -31) }, by: "key" } as const;
  const fromDays = await getSpendChanges(by, query);
  await sumStale("actor-cost", []);
  const fromPeriods = await getSpendChanges(by, query);
  expect(fromPeriods).toEqual(fromDays);
  const change = { beforeCents: toKeyCents(query.before), afterCents: toKeyCents(after) };
  expect(fromPeriods.rows).toContainEqual(expect.objectContaining({ key: "apikey_1", ...change }));
});

function toKeyCents({ from, to }: DayRange): string {
  let sum = new Big(0);
  for (let offset = 0; offset < length; offset += 1) {
    const day = addDays(first, offset);
    if (day >= from && day <= to) sum = sum.plus(`${offset}.5`);
  }
  return sum.toFixed();
}
