import { beforeAll, describe, expect, test } from "vitest";
import { getFigures } from "@/lib/across/overview/figures";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { keyCapabilities, syncState } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { addDays, toDay, toPeriodStart } from "@/lib/core/format/calendar";
import { getHistory } from "@/lib/core/history/store";
import { markRead } from "@/lib/core/history/test-history";
import { listMembers } from "@/lib/directory/members/list-read-model";
import { getMemberDetail } from "@/lib/directory/members/person-read-model";
import { loadMemberSearch } from "@/lib/directory/members/search-params";
import { listClaudeCodeActors } from "@/lib/money/reports/claude-code/actors";
import { getAdoption } from "@/lib/money/reports/claude-code/adoption";
import { getBreakdown } from "@/lib/money/reports/claude-code/breakdown";
import { getClaudeCode } from "@/lib/money/reports/claude-code/report";
import { listClaudeCodeValues } from "@/lib/money/reports/query/facets";
import { replaceDay } from "@/lib/money/reports/test-day";
import { claudeCodeRow } from "@/lib/money/reports/test-rows";
import { listSpendActors } from "@/lib/money/spend/actors";
import { exportFile } from "./export-file";

const today = toDay(new Date());
const ago = (days: number) => addDays(today, -days);
const noon = (days: number) => new Date(`${ago(days)}T12:00:00Z`);
const range = { from: ago(29), to: today };
const actor = newActor("lead", { workspaceIds: ["a", "b"] });

const people = [
  { id: "ann", role: "user" },
  { id: "joe", role: "user" },
  { id: "liv", role: "user" },
  { id: "ada", role: "admin" },
  { id: "bill", role: "billing" },
  { id: "out", role: "user" },
];
const emailOf = (id: string) => `${id}@x.example`;

beforeAll(async () => {
  await resetDatabase();
  const db = await database();
  const seen = { firstSeenAt: noon(100), seenAt: noon(100), raw: {} };
  await db
    .insert(members)
    .values(
      people.map((one) => ({ ...seen, ...one, email: emailOf(one.id), name: one.id, addedAt: noon(200) })),
    );
  const workspace = { ...seen, isDefault: false, tags: {}, createdAt: noon(300) };
  await db.insert(workspaces).values(["a", "b", "c"].map((id) => ({ ...workspace, id, name: id })));
  await db
    .insert(syncState)
    .values(["a", "b", "c"].map((id) => ({ job: `mirror:workspace_member:${id}`, finishedAt: noon(99) })));
  const placed = { ...seen, role: "workspace_user" };
  await db.insert(workspaceMembers).values([
    { ...placed, workspaceId: "a", userId: "ann" },
    { ...placed, workspaceId: "b", userId: "ann", firstSeenAt: noon(15) },
    { ...placed, workspaceId: "a", userId: "joe", firstSeenAt: noon(10) },
    { ...placed, workspaceId: "b", userId: "liv", goneAt: noon(20) },
    { ...placed, workspaceId: "a", userId: "ada", role: "workspace_admin" },
    { ...placed, workspaceId: "b", userId: "bill", role: "workspace_billing" },
    { ...placed, workspaceId: "c", userId: "out" },
  ]);
  await db.insert(keyCapabilities).values({ name: "analytics_cost", isGranted: true, probedAt: new Date() });
  for (let day = 0; day < 30; day++) await fillDay(ago(day));
  await markRead();
}, 120_000);

async function fillDay(day: string): Promise<void> {
  const tokens = { outputTokens: 0, cacheReadTokens: 0, cacheCreationTokens: 0, estimatedCents: "1" };
  const rows = people.map(({ id }) =>
    claudeCodeRow({
      actor: emailOf(id),
      terminalType: `terminal of ${id}`,
      sessions: 1,
      inputTokens: 7,
      estimatedCents: "1",
      models: [{ model: `model of ${id}`, inputTokens: 7, ...tokens }],
      toolActions: { [`tool of ${id}`]: { accepted: 1, rejected: 0 } },
    }),
  );
  await replaceDay("claude-code", day, rows, new Date());
  const costs = people.map(({ id }) => ({
    actorKind: "user",
    actorId: id,
    actorEmail: emailOf(id),
    apiKeyId: null,
    workspaceId: id === "out" ? "c" : "a",
    product: null,
    model: null,
    currency: "USD",
    cents: "2",
    listCents: "2",
  }));
  await replaceDay("actor-cost", day, costs, new Date());
}

const lead = permitFor(actor, "claude-code:read");
const reads = permitFor(actor, "members:read");
const days = { ann: 30, joe: 10, liv: 9 };
const all = days.ann + days.joe + days.liv;

describe("what people did in a lead's workspaces is shown to the lead", () => {
  test("what people did in a lead's workspaces is shown to the lead in the report with its bars, tools, and people", async () => {
    const query = { ...range, granularity: "day", filter: {}, compare: "none" } as const;
    const report = await getClaudeCode(lead, query);
    expect(report.sums).toMatchObject({ sessions: String(all), cents: String(all) });
    expect(report.kinds).toMatchObject([{ key: "user_actor", actors: 3 }]);
    const counts = report.buckets.map(({ actors }) => actors);
    expect(counts).toEqual([...Array(9).fill(2), ...Array(11).fill(1), ...Array(10).fill(2)]);
    expect(report.tools.map(({ tool, accepted }) => [tool, accepted])).toEqual([
      ["tool of ann", "30"],
      ["tool of joe", "10"],
      ["tool of liv", "9"],
    ]);
    const list = await listClaudeCodeActors(lead, {
      ...range,
      filter: {},
      kind: "user_actor",
      sort: "sessions",
      direction: "desc",
      page: 1,
    });
    expect(list.rows.map(({ name, sums }) => [name, sums.sessions])).toEqual([
      ["ann", "30"],
      ["joe", "10"],
      ["liv", "9"],
    ]);
  });

  test("what people did in a lead's workspaces is shown to the lead in breakdowns by model and terminal, and in the values of filters", async () => {
    const read = async (by: "model" | "terminal") =>
      (await getBreakdown(lead, { ...range, filter: {}, by })).rows.map(({ key, sums }) => [
        key,
        sums.tokens,
      ]);
    for (const by of ["model", "terminal"] as const)
      expect(await read(by)).toEqual([
        [`${by} of ann`, "210"],
        [`${by} of joe`, "70"],
        [`${by} of liv`, "63"],
      ]);
    const { values } = await listClaudeCodeValues(lead, { ...range, by: "terminal", q: "" });
    expect(values.map(({ key }) => key)).toEqual(["terminal of ann", "terminal of joe", "terminal of liv"]);
  });

  test("what people did in a lead's workspaces is shown to the lead in adoption and on the start page", async () => {
    expect(await getAdoption(lead)).toMatchObject({
      members: 2,
      everActive: 2,
      activeThisWeek: 2,
      day: 2,
      month: 3,
    });
    const { claudeCode } = await getFigures(
      permitFor(actor, "cost:read"),
      await getHistory(["usage", "claude-code"]),
    );
    // The month so far has the days of the one who left only if it began before they did.
    expect(claudeCode?.active).toBe(toPeriodStart(today, "month") <= ago(21) ? 3 : 2);
  });

  test("what people did in a lead's workspaces is shown to the lead in the list of members, its file, and the page of a person", async () => {
    const { rows } = await listMembers(reads, loadMemberSearch("?sort=claudeCode&dir=desc"));
    expect(rows.map(({ id, claudeCodeSessions }) => [id, claudeCodeSessions])).toEqual([
      // Without today, which isn't over.
      ["ann", days.ann - 1],
      ["joe", days.joe - 1],
      ["ada", null],
      ["bill", null],
    ]);
    expect(rows.map(({ lastActiveOn }) => lastActiveOn)).toEqual([today, today, null, null]);
    expect(rows.map(({ spend }) => spend.cents)).toEqual(["58", "18", null, null]);
    const joe = await getMemberDetail(reads, "joe");
    expect(joe.claudeCode?.sums.sessions).toBe(9);
    expect(joe.claudeCode?.days.map(({ sessions }) => sessions)).toEqual([
      ...Array(21).fill(0),
      ...Array(9).fill(1),
    ]);
    const file = await readFile("members");
    expect(file).toMatch(/^ada,.*,admin,[^,]*,a,1,0,,,,,,,,\r?$/m);
    expect(file).toMatch(new RegExp(`^joe,.*,0.18,reported,9,0.09,${today},,,\r?$`, "m"));
  });

  test("what people did in a lead's workspaces is shown to the lead in the export of the report", async () => {
    const file = await readFile("claude-code", `from=${range.from}&to=${range.to}&group=actor`);
    expect(file.split("\r\n").map((line) => line.split(",").slice(0, 2).join(" "))).toEqual([
      "actor sessions",
      "ann@x.example 30",
      "joe@x.example 10",
      "liv@x.example 9",
      "",
    ]);
  });
});

test("a lead sees no numbers of people with access by organization role", async () => {
  for (const id of ["ada", "bill"]) {
    const { spend, claudeCode, member } = await getMemberDetail(reads, id);
    expect(claudeCode).toBeNull();
    expect(spend).toMatchObject({ cents: null, otherCents: null, source: null, workspaces: [], parts: [] });
    expect(spend.keys.cents).toBeNull();
    expect(member.lastActiveOn).toBeNull();
  }
  const { rows: idle } = await listMembers(reads, loadMemberSearch("?idle=7"));
  expect(idle).toEqual([]);
  const found = await listSpendActors(permitFor(actor, "cost:read"), { ...range, kind: "person", page: 1 });
  expect(found.rows.map(({ email, cents }) => [email, cents])).toEqual([
    [emailOf("ann"), "60"],
    [emailOf("joe"), "20"],
    [emailOf("liv"), "18"],
  ]);
});

async function readFile(noun: string, search = ""): Promise<string> {
  const request = new Request(`http://localhost:3000/api/export/${noun}.csv?${search}`);
  return (await exportFile(request, `${noun}.csv`, async () => actor)).text();
}
