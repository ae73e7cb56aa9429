import Big from "big.js";
import { sql } from "drizzle-orm";
import { strFromU8, unzipSync } from "fflate";
import Papa from "papaparse";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { can } from "@/lib/core/auth/permissions";
import type { Actor } from "@/lib/core/auth/session";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { type Persona, personas } from "@/lib/core/auth/vocabulary";
import { database } from "@/lib/core/db/client";
import { tables } from "@/lib/core/db/tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { markRead } from "@/lib/core/history/test-history";
import { toExact } from "@/lib/core/money/money";
import { getCost } from "@/lib/money/reports/cost/report";
import { noteActorUsageCapability } from "@/lib/money/reports/ingest/actor-usage-capability";
import { replaceDay } from "@/lib/money/reports/test-day";
import { costRow, usageRow } from "@/lib/money/reports/test-rows";
import { exportFile } from "./export-file";

const at = new Date("2026-11-20T10:00:00.000Z");
const seen = { firstSeenAt: at, seenAt: at, raw: {} };

const answers: Response[] = [];

beforeEach(resetDatabase);
afterEach(letGo);

async function letGo(): Promise<void> {
  for (const { body, bodyUsed } of answers.splice(0)) if (!bodyUsed) await body?.cancel();
}

async function get(file: string, actor: Actor | Persona | null = "admin", headers = {}): Promise<Response> {
  const who = typeof actor === "string" ? newActor(actor) : actor;
  const request = new Request(`http://localhost/api/export/${file}`, { headers });
  const name = new URL(request.url).pathname.split("/").at(-1) ?? "";
  const answer = await inRequest({}, () => exportFile(request, name, async () => who));
  answers.push(answer);
  return answer;
}

async function readCsv(file: string, actor: Actor | Persona = "admin"): Promise<Record<string, string>[]> {
  const response = await get(file, actor);
  expect(response.status).toBe(200);
  return Papa.parse<Record<string, string>>(await response.text(), { header: true, skipEmptyLines: true })
    .data;
}

async function readHeader(file: string): Promise<string> {
  return (await (await get(file)).text()).split("\r\n")[0] ?? "";
}

async function saveDirectory(): Promise<void> {
  const db = await database();
  await db.insert(tables.workspaces).values([
    { id: "wd", name: "Default", isDefault: true, tags: {}, ...seen },
    { id: "wa", name: "Shop", isDefault: false, tags: { cost_center: "4410" }, createdAt: at, ...seen },
    { id: "wb", name: "Lab", isDefault: false, tags: {}, archivedAt: at, ...seen },
  ]);
  await db.insert(tables.members).values([
    {
      id: "u1",
      email: "ines@northwind.example",
      name: '=HYPERLINK("x")',
      role: "developer",
      addedAt: at,
      ...seen,
    },
    { id: "u2", email: "olu@northwind.example", name: "Olu", role: "user", addedAt: at, ...seen },
    {
      id: "u3",
      email: "gone@northwind.example",
      name: "Gone",
      role: "user",
      addedAt: at,
      ...seen,
      goneAt: at,
    },
  ]);
  await db.insert(tables.workspaceMembers).values([
    { workspaceId: "wa", userId: "u1", role: "workspace_developer", ...seen },
    { workspaceId: "wb", userId: "u2", role: "workspace_user", ...seen },
  ]);
  const key = {
    status: "active",
    createdAt: at,
    scope: "workspace",
    createdById: "u1",
    createdByType: "user",
    ...seen,
  };
  await db.insert(tables.apiKeys).values([
    { id: "k1", name: "checkout", workspaceId: "wa", ...key },
    { id: "k2", name: "other", workspaceId: "wb", ...key },
  ]);
  await db.insert(tables.invites).values({
    id: "i1",
    email: "new@x.example",
    role: "user",
    status: "pending",
    invitedAt: at,
    expiresAt: at,
    ...seen,
  });
}

const permissionOf = {
  members: "members:read",
  invites: "invites:read",
  workspaces: "workspaces:read",
  "workspace-members": "workspaces:read",
  access: "members:read",
  keys: "keys:read",
  usage: "usage:read",
  cost: "cost:read",
  "claude-code": "claude-code:read",
  activity: "activity:read",
} as const;
const nouns = Object.keys(permissionOf) as (keyof typeof permissionOf)[]; // Sound: its own keys.

describe("an export", () => {
  test.each(nouns)("of %s.csv goes only to people with its permission", async (noun) => {
    for (const persona of personas) {
      const { status } = await get(`${noun}.csv`, persona);
      await letGo();
      expect([persona, status]).toEqual([persona, can({ persona }, permissionOf[noun]) ? 200 : 403]);
    }
    expect((await get(`${noun}.csv`, null)).status).toBe(401);
  });

  test("an export is not available to another site's page", async () => {
    const response = await get("cost.csv", "admin", { "sec-fetch-site": "cross-site" });
    expect([response.status, await response.json()]).toMatchObject([403, { code: "foreign_origin" }]);
  });

  test("an export has only the rows of their workspaces for a lead", async () => {
    await saveDirectory();
    const lead = newActor("lead", { workspaceIds: ["wa"] });
    expect((await readCsv("members.csv", lead)).map((row) => row.id)).toEqual(["u1"]);
    expect((await readCsv("workspaces.csv", lead)).map((row) => row.id)).toEqual(["wa"]);
    expect((await readCsv("workspace-members.csv", lead)).map((row) => row.user_id)).toEqual(["u1"]);
    expect((await readCsv("keys.csv", lead)).map((row) => row.id)).toEqual(["k1"]);
    await replaceDay("cost", "2026-11-20", [costRow({ workspaceId: "wa" }), costRow({ cents: "5" })], at);
    expect(await readCsv("cost.csv?from=2026-11-20&to=2026-11-20&group=workspace", lead)).toEqual([
      {
        workspace: "Shop",
        amount_usd: "0.01",
        amount: "0.01",
        currency: "USD",
        cost_per_million_tokens: "",
        cost_per_request: "",
      },
    ]);
  });
});

describe("a request before its first byte", () => {
  test.each([
    "members",
    "members.txt",
    "grants.csv",
    "Cost.csv",
    "cost.csv.csv",
    "toString.csv",
    "..%2Fcost.csv",
  ])("a request before its first byte is not found for %s", async (file) => {
    const response = await get(file);
    expect([response.status, await response.json()]).toMatchObject([404, { code: "not_found" }]);
  });

  test.each([
    ["group=day,color", "group"],
    ["from=2026-02-29", "from"],
    ["to=yesterday", "to"],
    ["from=2026-11-02&to=2026-11-01", "to"],
    ["from=1000-01-01&to=2026-11-01", "to"],
  ])("a request before its first byte is refused with the field's name for %s", async (search, field) => {
    const response = await get(`cost.csv?${search}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "invalid", fields: { [field]: expect.any(Array) } });
  });

  test.each([
    "group=hour,api_key",
    "group=day,hour&service_tier=batch",
    "group=inference_geo,api_key_id",
    "group=inference_geo&key=apikey_1",
  ])(
    "a request before its first byte is refused, not empty, for usage by a combination that no report has (%s)",
    async (search) => {
      const response = await get(`usage.csv?${search}`);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ code: "invalid" });
    },
  );
});

describe("the columns of an export", () => {
  const columns = {
    cost: "day,workspace,workspace_id,model,description,cost_type,token_type,service_tier,context_window,inference_geo,amount_usd,amount,currency,cost_per_million_tokens,cost_per_request",
    usage:
      "day,workspace,workspace_id,model,api_key,api_key_id,service_tier,context_window,uncached_input_tokens,cache_read_input_tokens,cache_creation_5m_input_tokens,cache_creation_1h_input_tokens,output_tokens,web_search_requests",
    "claude-code":
      "day,actor,actor_type,terminal_type,customer_type,sessions,lines_added,lines_removed,commits,pull_requests,edit_accepted,edit_rejected,input_tokens,output_tokens,cache_read_tokens,cache_creation_tokens,estimated_cost_usd,estimated_cost,currency,estimated_cost_per_developer,estimated_cost_per_commit,estimated_cost_per_pull_request",
    members:
      "id,type,email,name,role,added_at,workspaces,workspace_count,keys_made,spend_30d_usd,spend_30d_source,claude_code_sessions_30d,claude_code_estimated_cost_30d_usd,last_active_on,spend_30d_other_currencies,claude_code_estimated_cost_30d_other_currencies,left_at",
    invites: "id,type,email,role,status,invited_at,expires_at,accepted_at,rbac_group_ids",
    workspaces:
      "id,type,name,display_color,created_at,archived_at,data_residency,tags,external_key_id,compartment_id,user_profile_id,inference_data_retention",
    "workspace-members":
      "type,workspace_id,user_id,workspace_role,workspace,user_email,user_name,user_role,access",
    access:
      "type,user_id,user_email,user_name,user_role,left_on,workspace_id,workspace,workspace_role,access,as_of",
    keys: "id,type,name,status,created_at,created_by,expires_at,partial_key_hint,principal,scope,workspace_id,workspace,reached_workspaces,created_by_email,created_by_name",
    activity:
      "at,source,actor_email,actor_persona,action,target_id,target_label,outcome,error_code,request_id,before,after,workspace_id,resolved_by,actor_method,actor_session,actor_address,outside_actor_type,outside_actor_id,outside_at,from_value,to_value",
  };

  test.each(nouns)("the columns of an export are those of the contract for %s", async (noun) => {
    expect(await readHeader(`${noun}.csv`)).toBe(columns[noun]);
  });

  test("the columns of an export are the selected groups in their order, each once, and then the measures", async () => {
    expect(await readHeader("cost.csv?group=model,day,model")).toBe(
      "model,day,amount_usd,amount,currency,cost_per_million_tokens,cost_per_request",
    );
    expect(await readHeader("cost.csv?group=")).toBe(columns.cost);
  });

  test("the columns of an export end with requests for usage by sender", async () => {
    const tokens = columns.usage.split(",").slice(-6).join(",");
    for (const group of ["person", "service_account", "product", "speed", "actor_type"])
      expect(await readHeader(`usage.csv?group=day,${group}`)).toBe(`day,${group},${tokens},requests`);
    const whole = `day,workspace,workspace_id,model,${tokens},requests`;
    expect(await readHeader("usage.csv?product=chat")).toBe(whole);
    expect(await readHeader("usage.csv?source=analytics")).toBe(whole);
    expect((await get("usage.csv?product=chat&key=apikey_1")).status).toBe(400);
  });

  test("the columns of an export are in a file that is marked as partial while the analytics lack days", async () => {
    const ago = (days: number) => addDays(toDay(new Date()), -days);
    await markRead(["actor-usage"]);
    await noteActorUsageCapability(null, new Date(), new Date(`${ago(2)}T04:00:00Z`));
    const nameOf = async (from: string, to: string) =>
      (await get(`usage.csv?group=day,product&from=${from}&to=${to}`)).headers.get("content-disposition");
    expect(await nameOf(ago(5), ago(3))).not.toContain("partial");
    expect(await nameOf(ago(5), ago(2))).toContain("partial");
  });
});

test("a workspace's retention of inference data is exported as received", async () => {
  const db = await database();
  const retention = { type: "none" };
  const kept = { ...seen, raw: { inference_data_retention: retention } };
  await db.insert(tables.workspaces).values([
    { id: "wa", name: "Shop", isDefault: false, tags: {}, ...kept },
    { id: "wb", name: "Lab", isDefault: false, tags: {}, ...seen },
  ]);
  const rows = await readCsv("workspaces.csv");
  const values = rows.map(({ id, inference_data_retention }) => [id, inference_data_retention]);
  expect(values.toSorted()).toEqual([
    ["wa", JSON.stringify(retention).replace(":", ": ")],
    ["wb", ""],
  ]);
});

test("an export is a file that is never cached", async () => {
  await markRead(["cost"]);
  const { headers } = await get("cost.csv?from=2026-11-01&to=2026-11-20");
  expect(Object.fromEntries(headers)).toMatchObject({
    "cache-control": "no-store",
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": 'attachment; filename="castellan-cost-2026-11-01-2026-11-20.csv"',
  });
});

describe("a file while the history loads", () => {
  const toName = async (file: string) =>
    /filename="(.+)"/.exec((await get(file)).headers.get("content-disposition") ?? "")?.[1];
  const today = toDay(new Date());
  const days = `from=${addDays(today, -9)}&to=${today}`;

  test.each([
    ["cost", "cost"],
    ["usage", "usage"],
    ["claude-code", "claude-code"],
  ] as const)("has a name that marks the %s of missing days as partial", async (noun, report) => {
    await markRead([report], { count: 9 });
    for (const format of ["csv", "xlsx"])
      expect(await toName(`${noun}.${format}?${days}`)).toBe(
        `castellan-${noun}-${addDays(today, -9)}-${today}-partial.${format}`,
      );
    expect(await toName(`${noun}.csv?from=${addDays(today, -8)}&to=${today}`)).not.toContain("partial");
    await markRead([report]);
    expect(await toName(`${noun}.csv?${days}`)).not.toContain("partial");
  });

  test("a file while the history loads of members is partial while their usage isn't loaded", async () => {
    expect(await toName("members.csv")).toBe(`castellan-members-${today}-partial.csv`);
    await markRead();
    expect(await toName("members.csv")).toBe(`castellan-members-${today}.csv`);
  });
});

test("the cost export sums to the cent and beyond to what the page shows", async () => {
  const rows = ["9007199254740993.000001", "-0.5", "1874.30652"];
  await replaceDay(
    "cost",
    "2026-11-19",
    rows.map((cents, index) => costRow({ cents, model: `m${index}` })),
    at,
  );
  await replaceDay("cost", "2026-11-20", [costRow({ cents: "0.000003", workspaceId: "wx" })], at);
  const days = { from: "2026-11-19", to: "2026-11-20" };
  const page = await getCost(permitFor("finance", "cost:read"), {
    ...days,
    group: "workspace",
    granularity: "day",
    filter: {},
    currency: null,
    compare: "previous",
    top: 8,
  });
  for (const group of ["", "workspace", "day,model", "description"]) {
    const found = await readCsv(`cost.csv?${new URLSearchParams({ ...days, group })}`, "finance");
    const total = found.reduce((sum, row) => sum.plus(row.amount_usd ?? ""), new Big(0));
    expect(total.toFixed()).toBe(toExact(page.totalCents, "USD"));
  }
});

test("a report of many days is exported completely and in order", async () => {
  for (const day of ["2026-11-20", "2026-11-18", "2026-11-19"])
    await replaceDay(
      "usage",
      day,
      [usageRow({ outputTokens: 1 }), usageRow({ apiKeyId: "k", outputTokens: 2 })],
      at,
    );
  const rows = await readCsv("usage.csv?from=2026-11-18&to=2026-11-20");
  expect(rows.map((row) => [row.day, row.workspace, row.api_key_id, row.output_tokens])).toEqual([
    ["2026-11-18", "Default", "k", "2"],
    ["2026-11-18", "Default", "", "1"],
    ["2026-11-19", "Default", "k", "2"],
    ["2026-11-19", "Default", "", "1"],
    ["2026-11-20", "Default", "k", "2"],
    ["2026-11-20", "Default", "", "1"],
  ]);
});

describe("the export of a directory", () => {
  beforeEach(saveDirectory);

  test("the export of a directory has members by the page's search, filter, and order, with disarmed cells", async () => {
    const db = await database();
    await db.insert(tables.personUsage).values({
      email: "ines@northwind.example",
      lastActiveOn: "2026-11-20",
      claudeCodeSessions30d: 4,
      claudeCodeCents30d: "150.5",
    });
    expect(await readCsv("members.csv?q=ines")).toEqual([
      {
        id: "u1",
        type: "user",
        email: "ines@northwind.example",
        name: `'=HYPERLINK("x")`,
        role: "developer",
        added_at: "2026-11-20T10:00:00.000000Z",
        workspaces: "Shop",
        workspace_count: "1",
        keys_made: "2",
        spend_30d_usd: "1.505",
        spend_30d_source: "claude_code",
        claude_code_sessions_30d: "4",
        claude_code_estimated_cost_30d_usd: "1.505",
        last_active_on: "2026-11-20",
        spend_30d_other_currencies: "",
        claude_code_estimated_cost_30d_other_currencies: "",
        left_at: "",
      },
    ]);
    expect((await readCsv("members.csv?sort=email&dir=desc")).map((row) => row.id)).toEqual(["u2", "u1"]);
    expect((await readCsv("members.csv?role=user,billing")).map((row) => row.id)).toEqual(["u2"]);
    expect((await readCsv("members.csv?sort=spend")).map((row) => row.id)).toEqual(["u1", "u2"]);
    expect(await readCsv("members.csv?workspaces=none&idle=90")).toEqual([]);
  });

  test("the export of a directory has keys with their workspace and creator", async () => {
    expect((await readCsv("keys.csv"))[0]).toMatchObject({
      id: "k1",
      scope: '{"type": "workspace", "workspace_id": "wa"}',
      workspace: "Shop",
      created_by: '{"id": "u1", "type": "user"}',
      created_by_email: "ines@northwind.example",
    });
  });

  test("the export of a directory has invites and memberships with their names", async () => {
    expect(await readCsv("invites.csv")).toMatchObject([{ id: "i1", accepted_at: "" }]);
    expect(await readCsv("workspace-members.csv")).toMatchObject([
      { workspace: "Lab", user_email: "olu@northwind.example" },
      { workspace: "Shop", user_email: "ines@northwind.example", workspace_role: "workspace_developer" },
    ]);
    const developers = await readCsv("workspace-members.csv?role=workspace_developer,workspace_admin");
    expect(developers).toMatchObject([{ workspace: "Shop", user_role: "developer", access: "direct" }]);
    expect((await readCsv("workspaces.csv"))[2]).toMatchObject({
      name: "Shop",
      tags: '{"cost_center": "4410"}',
    });
  });

  test("the export of a directory has workspaces and their people by the page's search, filter, and order", async () => {
    const list = async (query: string) => (await readCsv(`workspaces.csv?${query}`)).map(({ id }) => id);
    expect(await list("archived=false")).toEqual(["wd", "wa"]);
    expect(await list("sort=name&dir=desc")).toEqual(["wa", "wb", "wd"]);
    expect(await list("q=4410")).toEqual(["wa"]);
    expect(await readCsv("workspace-members.csv?workspace=wa")).toMatchObject([{ user_id: "u1" }]);
    expect(await readCsv("workspace-members.csv?workspace=wa&q=INES@")).toMatchObject([{ user_id: "u1" }]);
    expect(await readCsv("workspace-members.csv?workspace=wa&q=olu")).toEqual([]);
  });
});

test("a file that can't be finished is cut off, so that no one takes it for complete", async () => {
  await replaceDay("cost", "2026-11-19", [costRow()], at);
  await replaceDay("cost", "2026-11-20", [costRow()], at);
  const response = await get("cost.csv?from=2026-11-19&to=2026-11-20");
  const db = await database();
  await db.execute(sql`alter table ${tables.costRows} rename to cost_rows_away`);
  await expect(response.text()).rejects.toThrow();
  await db.execute(sql`alter table cost_rows_away rename to cost_rows`);
  expect(response.status).toBe(200);
});

test("the xlsx file has the same rows", async () => {
  await replaceDay("cost", "2026-11-20", [costRow({ cents: "1874.30652", model: "m" })], at);
  const response = await get("cost.xlsx?from=2026-11-20&to=2026-11-20&group=model");
  expect(response.headers.get("content-type")).toContain("spreadsheetml.sheet");
  const parts = unzipSync(new Uint8Array(await response.arrayBuffer()));
  const xml = strFromU8(parts["xl/worksheets/sheet1.xml"] ?? new Uint8Array());
  expect(xml).toContain('<t xml:space="preserve">m</t></is></c><c s="2"><v>18.7430652</v></c>');
});
