import { parse } from "papaparse";
import { beforeAll, describe, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { apiKeys, members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { keyCapabilities } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { putSettings } from "@/lib/core/settings/store";
import { getKeyDetail } from "@/lib/directory/keys/detail-read-model";
import { listKeyChoices, listKeys } from "@/lib/directory/keys/list-read-model";
import { listKeyMakers } from "@/lib/directory/keys/makers-read-model";
import { loadKeySearch } from "@/lib/directory/keys/search-params";
import { getKeyTraffic } from "@/lib/directory/keys/traffic-read-model";
import { listMembers } from "@/lib/directory/members/list-read-model";
import { getMemberDetail } from "@/lib/directory/members/person-read-model";
import { loadMemberSearch } from "@/lib/directory/members/search-params";
import { listWorkspaceKeys } from "@/lib/directory/workspaces/detail-read-model";
import { listUsageValues } from "@/lib/money/reports/query/facets";
import { replaceDay } from "@/lib/money/reports/test-day";
import { claudeCodeRow, usageRow } from "@/lib/money/reports/test-rows";
import { getUsage } from "@/lib/money/reports/usage/report";
import { loadUsageSearch, toUsageQuery } from "@/lib/money/reports/usage/search-params";
import { claudeCodeKeys } from "@/lib/money/reports/vocabulary";
import { listSpendActors } from "@/lib/money/spend/actors";
import { getSpendChanges } from "@/lib/money/spend/changes";
import { exportFile } from "./export-file";

const today = toDay(new Date());
const days = [-4, -3, -2, -1].map((offset) => addDays(today, offset));
const range = { from: days[0] ?? "", to: today };
const people = ["ann", "bob", "cy", "dee", "eve", "fay", "gus"];
const keyOf = (id: string) => `apikey_${id}`;
const nameOf = (id: string) => `claude_code_key_${id}_wxyz`;

beforeAll(async () => {
  await resetDatabase();
  const db = await database();
  const seen = { firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };
  await db.insert(members).values(
    people.map((id, index) => ({
      ...seen,
      ...{ id: `user_${id}`, email: `${id}@x.example`, name: `Name of ${id}`, role: "developer" },
      addedAt: new Date(Date.UTC(2025, 0, index + 1)),
    })),
  );
  const workspace = { ...seen, isDefault: false, tags: {} };
  await db.insert(workspaces).values([
    { ...workspace, id: "wc", name: "Claude Code" },
    { ...workspace, id: "wa", name: "App" },
  ]);
  await db
    .insert(workspaceMembers)
    .values(
      people.map((id) => ({ ...seen, workspaceId: "wa", userId: `user_${id}`, role: "workspace_user" })),
    );
  const key = { ...seen, status: "active", scope: "workspace", createdByType: "user" };
  await db.insert(apiKeys).values([
    ...people.map((id, index) => ({
      ...key,
      ...{ id: keyOf(id), name: nameOf(id), workspaceId: "wc", createdById: `user_${id}` },
      createdAt: new Date(Date.UTC(2025, 1, index + 1)),
    })),
    {
      ...key,
      id: "apikey_app",
      name: "app",
      workspaceId: "wa",
      createdById: "user_ann",
      createdAt: new Date(0),
    },
  ]);
  await db.insert(keyCapabilities).values({ name: "analytics_cost", isGranted: true, probedAt: new Date() });
  for (const [index, day] of days.entries()) await fillDay(day, index);
  await db.transaction((tx) => putSettings(tx, "admin@x.example", { mask_names: true }));
}, 120_000);

async function fillDay(day: string, index: number): Promise<void> {
  const tokensOf = (person: number) => 1000 * (person + 1) ** 2 + 17 * index + 1;
  await replaceDay(
    "claude-code",
    day,
    people.map((id, person) =>
      claudeCodeRow({
        actor: `${id}@x.example`,
        terminalType: person === 6 ? "ghostty" : "vscode",
        sessions: person + 1,
        inputTokens: tokensOf(person),
        estimatedCents: String(tokensOf(person) / 8),
      }),
    ),
    new Date(),
  );
  await replaceDay(
    "usage",
    day,
    [
      ...people.map((id, person) =>
        usageRow({ workspaceId: "wc", apiKeyId: keyOf(id), uncachedInputTokens: tokensOf(person) }),
      ),
      usageRow({ workspaceId: "wa", apiKeyId: "apikey_app", uncachedInputTokens: 5 }),
    ],
    new Date(),
  );
  const costs = people.map((id, person) => ({
    ...{ actorKind: "user", actorId: `user_${id}`, actorEmail: `${id}@x.example`, apiKeyId: keyOf(id) },
    ...{
      workspaceId: "wc",
      product: null,
      model: null,
      currency: "USD",
      cents: String(tokensOf(person) / 8),
      listCents: String(tokensOf(person) / 8),
    },
  }));
  await replaceDay("actor-cost", day, costs, new Date());
}

const admin = newActor("admin");
type Row = Record<string, string>;

async function readFile(path: string): Promise<Row[]> {
  const [noun = "", search = ""] = path.split("?");
  const request = new Request(
    `http://localhost:3000/api/export/${noun}.csv?from=${range.from}&to=${range.to}&${search}`,
  );
  const answer = await exportFile(request, `${noun}.csv`, async () => admin);
  expect(answer.status, path).toBe(200);
  return parse<Row>((await answer.text()).trim(), { header: true }).data;
}

const files = [
  ...["members", "workspace-members", "access", "keys", "activity", "workspaces", "usage", "cost"],
  ...[
    "usage?group=api_key",
    "usage?group=day,api_key_id",
    "usage?group=api_key,model",
    "usage?group=day,workspace",
  ],
];
const ofClaudeCode = ["day", "actor", "actor_type", "terminal_type", "customer_type"].flatMap(
  (one, index, all) => [
    `claude-code?group=${one}`,
    ...all.slice(index + 1).map((other) => `claude-code?group=${one},${other}`),
  ],
);

const telling = people.flatMap((id) => [
  `user_${id}`,
  `${id}@x.example`,
  `Name of ${id}`,
  keyOf(id),
  nameOf(id),
]);

describe("while names are masked", () => {
  test("exports never differ by a row of fewer than five people", async () => {
    const exported = new Map<string, Row[]>();
    for (const path of [...files, ...ofClaudeCode, "claude-code"]) exported.set(path, await readFile(path));
    const work = [...exported].filter(([path]) => path.startsWith("claude-code"));
    const isNamed = (row: Row) =>
      telling.some((text) => Object.values(row).some((cell) => cell.includes(text)));
    expect([...exported.values()].flat().some(isNamed)).toBe(true);
    const matches: string[] = [];
    for (const [one, rows] of work)
      for (const [other, others] of exported)
        if (one !== other)
          for (const row of rows)
            for (const [column, cell] of Object.entries(withoutDay(row)))
              for (const found of listHolding(others, cell))
                if (isNamed(found)) matches.push(`${one} ${column} ${other} ${cell}`);
    expect(matches).toEqual([]);
    expect(work.flatMap(([, rows]) => rows).filter(isNamed)).toEqual([]);
  });

  function withoutDay({ day: _, ...row }: Row): Row {
    return row;
  }

  function listHolding(rows: Row[], cell: string): Row[] {
    if (cell === "" || (/^\d+$/.test(cell) && Number(cell) < 10)) return [];
    const found = rows.filter((row) => Object.values(row).includes(cell));
    return found.length === 1 ? found : [];
  }

  test("every row of activity covers at least five people", async () => {
    for (const path of [...ofClaudeCode, "claude-code"])
      for (const row of await readFile(path))
        expect(Number(row.sessions), path).toBeGreaterThanOrEqual(1 + 2 + 3 + 4 + 5);
  });

  test("the keys of Claude Code are one row, wherever keys are listed", async () => {
    expect((await readFile("keys")).map(({ id }) => id)).toEqual(["apikey_app", claudeCodeKeys]);
    const usage = await readFile("usage?group=api_key,api_key_id");
    expect(usage.map((row) => [row.api_key, row.api_key_id])).toEqual([
      ["Claude Code keys", claudeCodeKeys],
      ["app", "apikey_app"],
    ]);
    const by = permitFor(admin, "keys:read");
    const page = await listKeys(by, loadKeySearch(""));
    expect(page).toMatchObject({ total: 1, merged: { count: 7 }, statuses: [{ count: 1 }] });
    const list = await listWorkspaceKeys(permitFor(admin, "workspaces:read"), "wc");
    expect(list).toMatchObject([{ id: claudeCodeKeys, size: 7, makerName: null }]);
    const query = toUsageQuery(loadUsageSearch({ ...range, group: "key" }), today);
    const { series } = await getUsage(permitFor(admin, "usage:read"), query);
    expect(series.map(({ key }) => key)).toEqual([claudeCodeKeys, "apikey_app"]);
    const cost = permitFor(admin, "cost:read");
    const spent = await listSpendActors(cost, { ...range, kind: "key", page: 1 });
    expect(spent.rows.map(({ id }) => id)).toEqual([claudeCodeKeys]);
    const changes = await getSpendChanges(cost, {
      after: range,
      before: { from: addDays(range.from, -9), to: addDays(range.from, -1) },
      by: "key",
    });
    expect(JSON.stringify(changes)).not.toMatch(/apikey_ann|claude_code_key/);
  });

  test("these keys can't be distinguished by any filter, search, address, or order", async () => {
    const by = permitFor(admin, "keys:read");
    for (const search of [
      "?q=ann",
      "?q=claude",
      "?maker=user_bob",
      `?only=${keyOf("ann")}`,
      "?status=active&sort=tokens",
      "?unused=7",
      "?expiry=never",
    ]) {
      const { rows, merged } = await listKeys(by, loadKeySearch(search));
      expect(
        rows.map(({ id }) => id).filter((id) => id !== "apikey_app"),
        search,
      ).toEqual([]);
      expect(merged, search).toBeNull();
      expect((await listKeyChoices(by, loadKeySearch(search))).length).toBeLessThanOrEqual(1);
    }
    expect((await listKeyMakers(by, { q: "", chosen: [] })).map(({ id, count }) => [id, count])).toEqual([
      ["user_ann", 1],
    ]);
    for (const id of [keyOf("ann"), "apikey_of_nobody"]) {
      await expect(getKeyDetail(by, id)).rejects.toMatchObject({ code: "not_found" });
      await expect(getKeyTraffic(by, { key: id, days: 30 })).rejects.toMatchObject({ code: "not_found" });
    }
    const usage = permitFor(admin, "usage:read");
    const ask = (key: string) =>
      getUsage(usage, toUsageQuery(loadUsageSearch({ ...range, group: "model", key }), today));
    expect(await ask(keyOf("ann"))).toMatchObject({
      tokens: "0",
      filters: [{ values: [{ label: keyOf("ann") }] }],
    });
    expect(Number((await ask(claudeCodeKeys)).tokens)).toBeGreaterThan(100_000);
    const { values } = await listUsageValues(usage, { ...range, by: "key", q: "ann" });
    expect(values).toEqual([]);
  });

  test("a person's cost and last activity appear nowhere", async () => {
    const by = permitFor(admin, "members:read");
    const { rows } = await listMembers(by, loadMemberSearch("?sort=spend&dir=desc"));
    expect(rows.map(({ id }) => id)).toEqual(people.map((id) => `user_${id}`));
    expect(rows.map(({ keyCount, spend, lastActiveOn }) => [keyCount, spend.cents, lastActiveOn])).toEqual(
      people.map((id) => [id === "ann" ? 1 : 0, null, id === "ann" ? days.at(-1) : null]),
    );
    const detail = await getMemberDetail(by, "user_bob");
    expect(detail).toMatchObject({ keys: [], spend: { cents: null, workspaces: [] }, claudeCode: null });
    const spent = await listSpendActors(permitFor(admin, "cost:read"), { ...range, kind: "person", page: 1 });
    expect(spent).toMatchObject({ source: "masked", rows: [], total: 0 });
  });
});
