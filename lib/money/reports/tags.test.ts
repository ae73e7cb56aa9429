import Big from "big.js";
import fc from "fast-check";
import Papa from "papaparse";
import { beforeEach, expect, test } from "vitest";
import { exportFile } from "@/lib/across/exports/export-file";
import { parseAsTexts } from "@/lib/core/address/search-params";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { workspaces } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { toDayAgo } from "@/lib/core/format/calendar";
import { costDimensions } from "./cost/dimensions";
import { getCost } from "./cost/report";
import { isTag, toTag, toTagKey, toTagPart } from "./dimension";
import { listCostValues, listUsageValues } from "./query/facets";
import { readCostSearch, readUsageSearch, toTaggedValuesReader } from "./route-search";
import { toFilterSearch } from "./search-params";
import { findDimension, toTagFilter, toTagTexts } from "./tag-search-params";
import { replaceDay } from "./test-day";
import { anyCostRow, costRow, usageRow } from "./test-rows";
import { usageDimensions } from "./usage/dimensions";
import { getUsage } from "./usage/report";
import { noKey, otherKey } from "./vocabulary";

const day = toDayAgo(1);
const finance = newActor("finance");
const by = permitFor(finance, "cost:read");
const lead = newActor("lead", { workspaceIds: ["wrkspc_a"] });
const ask = (more: Record<string, string>) => new URLSearchParams({ from: day, to: day, ...more });
const hostile = [
  "a,b",
  "a%2Cb",
  "k=v",
  "k%3D",
  'say "hi"',
  "(none)",
  "(other)",
  "naïve ☃",
  "\u202eevil",
  "=SUM(A1)",
  ":",
];
const add = (amounts: readonly string[]) => amounts.reduce((sum, one) => sum.plus(one), new Big(0)).toFixed();

beforeEach(resetDatabase);

async function saveWorkspaces(tags: Record<string, Record<string, string>>): Promise<void> {
  const db = await database();
  const seen = { firstSeenAt: new Date(), seenAt: new Date(), raw: {} };
  await db.insert(workspaces).values(
    Object.entries(tags).map(([id, own]) => ({
      id,
      name: id,
      isDefault: id === "wrkspc_default",
      tags: own,
      ...seen,
    })),
  );
}

async function saveTeams(): Promise<void> {
  await saveWorkspaces({
    wrkspc_default: {},
    wrkspc_a: { team: "Search", tier: "gold" },
    wrkspc_b: { team: "Search", secret: "merger" },
    wrkspc_c: { team: "" },
  });
  const rows = [null, "wrkspc_a", "wrkspc_b", "wrkspc_c", "wrkspc_unknown"].map((workspaceId, index) =>
    costRow({ workspaceId, model: index % 2 ? "x" : "y", cents: String(10 ** index) }),
  );
  await replaceDay("cost", day, rows, new Date());
  const used = ["wrkspc_a", "wrkspc_b", null].map((workspaceId) =>
    usageRow({ workspaceId, outputTokens: 7 }),
  );
  await replaceDay("usage", day, used, new Date());
}

test.each(hostile)("a tag %j has one name, whatever it contains, in a list and alone", (text) => {
  const tag = toTag(text);
  expect(toTagKey(tag)).toBe(text);
  const listed = parseAsTexts.parse(parseAsTexts.serialize(["day", tag])) ?? [];
  expect(listed.map((name) => findDimension(["day"], name))).toEqual(["day", tag]);
  const parts = [noKey, ...hostile.map(toTagPart)];
  const [search] = Object.values(toFilterSearch({ [tag]: parts, [toTag("other")]: [noKey] }));
  expect(toTagFilter(parseAsTexts.parse(search ?? "") ?? [])).toEqual({
    [tag]: parts,
    [toTag("other")]: [noKey],
  });
});

test("any tag and any value are the same after a trip through an address", () => {
  const text = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 60 })
    .map((one) => one.replaceAll("\0", "x"));
  fc.assert(
    fc.property(text, fc.array(text, { minLength: 1, maxLength: 5 }), (key, values) => {
      const tag = toTag(key);
      const parts = values.map(toTagPart);
      const search = new URLSearchParams(toFilterSearch({ [tag]: parts }));
      const texts = parseAsTexts.parse(new URLSearchParams(String(search)).get("tag") ?? "") ?? [];
      expect(toTagFilter(texts)).toEqual({ [tag]: parts });
      expect(toTagFilter(toTagTexts(tag, parts))).toEqual({ [tag]: parts });
    }),
  );
});

test("cost is grouped by a tag of its workspaces, and the rest is untagged", async () => {
  await saveTeams();
  const { series, totalCents, tags } = await getCost(by, readCostSearch(ask({ group: "tag:team" })));
  expect(tags).toEqual(["team", "secret", "tier"]);
  expect(totalCents).toBe("11111");
  expect(series.map(({ key, label, cents }) => [key, label, cents])).toEqual([
    [noKey, null, "10001"],
    ["=", "", "1000"],
    ["=Search", "Search", "110"],
  ]);
});

test("a report follows a tag that changes, without being read again", async () => {
  await saveTeams();
  const db = await database();
  await db.update(workspaces).set({ tags: { team: "Ads" } });
  const { series } = await getCost(by, readCostSearch(ask({ group: "tag:team" })));
  expect(series.map(({ key, cents }) => [key, cents])).toEqual([
    [noKey, "10000"],
    ["=Ads", "1111"],
  ]);
});

test("cost and usage are filtered by tags, and by their absence", async () => {
  await saveTeams();
  const toTotal = async (tag: string) => (await getCost(by, readCostSearch(ask({ tag })))).totalCents;
  expect(await toTotal("team=Search")).toBe("110");
  expect(await toTotal("team=Search,team")).toBe("10111");
  expect(await toTotal("team=Search,tier=gold")).toBe("10");
  expect(await toTotal("team=search")).toBe("0");
  const usage = readUsageSearch(ask({ tag: "team=Search", group: "model" }));
  const { tokens, filters } = await getUsage(permitFor(finance, "usage:read"), usage);
  expect(tokens).toBe("14");
  expect(filters).toEqual([{ dimension: "tag:team", values: [{ key: "=Search", label: "Search" }] }]);
});

test("usage is grouped by a tag, by the hour, too", async () => {
  await saveTeams();
  const read = permitFor(finance, "usage:read");
  const { series, granularity } = await getUsage(read, readUsageSearch(ask({ group: "tag:tier" })));
  expect(granularity).toBe("day");
  expect(series.map(({ key, tokens }) => [key, tokens])).toEqual([
    [noKey, "14"],
    ["=gold", "7"],
  ]);
  const hourly = readUsageSearch(ask({ group: "tag:tier", granularity: "hour" }));
  expect(hourly.granularity).toBe("hour");
  expect((await getUsage(read, hourly)).series).toEqual([]);
});

test("a lead sees the tags and values of their own workspaces", async () => {
  await saveTeams();
  const own = permitFor(lead, "cost:read");
  const { tags, series } = await getCost(own, readCostSearch(ask({ group: "tag:team" })));
  expect(tags).toEqual(["team", "tier"]);
  expect(series.map(({ key, cents }) => [key, cents])).toEqual([["=Search", "10"]]);
  const hidden = await getCost(own, readCostSearch(ask({ tag: "secret=merger" })));
  expect(hidden.totalCents).toBe("0");
  const search = toTaggedValuesReader(costDimensions)(ask({ by: "tag:secret" }));
  expect((await listCostValues(own, search)).values).toEqual([{ key: noKey, label: null }]);
});

test("the values of a tag can be searched", async () => {
  await saveTeams();
  const toSearch = toTaggedValuesReader(usageDimensions);
  const read = permitFor(finance, "usage:read");
  const all = await listUsageValues(read, toSearch(ask({ by: "tag:team" })));
  expect(all.values).toEqual([
    { key: "=Search", label: "Search" },
    { key: noKey, label: null },
  ]);
  expect((await listUsageValues(read, toSearch(ask({ by: "tag:team", q: "SEAR" })))).values).toHaveLength(1);
});

test("files have a column for a tag, and so does one whose name is longer than a name in SQL", async () => {
  const long = "x".repeat(64);
  await saveWorkspaces({ wrkspc_a: { [`${long}1`]: "=cmd|' /C calc'!A0", [`${long}2`]: 'a,"b' } });
  await replaceDay("cost", day, [costRow({ workspaceId: "wrkspc_a", cents: "150" }), costRow()], new Date());
  const group = parseAsTexts.serialize([toTag(`${long}1`), "model", toTag(`${long}2`)]);
  const request = new Request(`http://localhost/api/export/cost.csv?${ask({ group })}`);
  const text = await (await exportFile(request, "cost.csv", async () => finance)).text();
  const { data } = Papa.parse<string[]>(text, { skipEmptyLines: true });
  const units = ["cost_per_million_tokens", "cost_per_request"];
  expect(data).toEqual([
    [`tag:${long}1`, "model", `tag:${long}2`, "amount_usd", "amount", "currency", ...units],
    ["'=cmd|' /C calc'!A0", "", 'a,"b', "1.5", "1.5", "USD", "", ""],
    ["", "", "", "0.01", "0.01", "USD", "", ""],
  ]);
});

test("reports without workspaces have no tags", async () => {
  const file = "claude-code.csv";
  const request = new Request(`http://localhost/api/export/${file}?${ask({ group: "tag:team" })}`);
  expect((await exportFile(request, file, async () => finance)).status).toBe(400);
});

const anyTags = fc.record(
  Object.fromEntries(
    ["wrkspc_default", "wrkspc_a", "wrkspc_b"].map((id) => [id, fc.option(fc.constantFrom(...hostile))]),
  ),
);

test("whatever workspaces are tagged with, the values of a tag add up to the total, and each filter finds its part", async () => {
  const rows = fc.array(anyCostRow, { minLength: 1, maxLength: 20 });
  const check = async (
    given: Awaited<typeof anyTags extends fc.Arbitrary<infer T> ? T : never>,
    key: string,
    some: typeof rows extends fc.Arbitrary<infer T> ? T : never,
  ) => {
    await resetDatabase();
    await saveWorkspaces(
      Object.fromEntries(
        Object.entries(given).map(([id, value]) => [id, value === null ? {} : { [key]: value }]),
      ),
    );
    await replaceDay("cost", day, some, new Date());
    const group = toTag(key);
    const query = { ...readCostSearch(ask({ group })), top: 3 };
    const report = await getCost(by, query);
    expect(add(report.series.map(({ cents }) => cents))).toBe(report.totalCents);
    for (const { parts, totalCents } of report.buckets)
      expect(add(parts.map(({ cents }) => cents))).toBe(totalCents);
    for (const part of report.series) {
      expect([noKey, ...hostile.map(toTagPart)]).toContain(part.key);
      expect(part.key).not.toBe(otherKey);
      const alone = await getCost(
        by,
        readCostSearch(ask({ ...toFilterSearch({ [group]: [part.key] }), currency: report.currency })),
      );
      expect(alone.totalCents).toBe(part.cents);
    }
  };
  await fc.assert(fc.asyncProperty(anyTags, fc.constantFrom(...hostile), rows, check), { numRuns: 6 });
}, 60_000);

test("only a name after the prefix is a tag", () => {
  expect(["tag:", "tag", "tags:x", "model"].filter(isTag)).toEqual([]);
  expect(findDimension(["model"], "tag:a\0")).toBeNull();
  expect(findDimension(["model"], `tag:${"x".repeat(300)}`)).toBeNull();
});
