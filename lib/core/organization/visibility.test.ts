import { resolve } from "node:path";
import { inspect } from "node:util";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { exportActors } from "@/lib/across/exports/actors";
import { exportChargeback } from "@/lib/across/exports/chargeback";
import { exportFile } from "@/lib/across/exports/export-file";
import { exportSavings } from "@/lib/across/exports/savings";
import { syncDirectory } from "@/lib/across/sync/directory";
import { type Actor, getActor } from "@/lib/core/auth/actor";
import { can } from "@/lib/core/auth/permissions";
import { currentActor } from "@/lib/core/auth/session";
import { inRequest, startTestSession, testOrigin } from "@/lib/core/auth/test-request";
import { database } from "@/lib/core/db/client";
import { resetDatabase } from "@/lib/core/db/test-database";
import type { Read } from "@/lib/core/entry/define-read";
import { AppError, type Failure } from "@/lib/core/errors/errors";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { forget } from "@/lib/core/process/process-singleton";
import { readSubject } from "@/lib/directory/limits/refresh";
import { evaluateFindings } from "@/lib/governance/findings/evaluate";
import { reportNames } from "@/lib/money/reports/ingest/plan-windows";
import { fetchWindow } from "@/lib/money/reports/ingest/sync";
import { personas } from "@/lib/sandbox/personas";
import { actions, routes } from "@/lib/test-surface";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";

const to = addDays(toDay(new Date()), -2);
const from = addDays(to, -4);
const days = `from=${from}&to=${to}`;
const own = ["/api/me", "/api/session", "/api/sessions/own"];
const files = [
  "members",
  "workspaces",
  "workspace-members",
  "access",
  "keys",
  "usage",
  "cost",
  "claude-code",
  "findings",
];

type Answers = Map<string, string>;
type Ids = { workspace: string; key: string; person: string; names: string[] };

let withOthers: Answers;
let without: Answers;
let secrets: string[];
let byId: Map<string, [string, string]>;

beforeAll(async () => {
  await resetDatabase();
  resetSandbox();
  await syncDirectory();
  for (const report of reportNames) await fetchWindow(report, { from, to });
  await evaluateFindings();
  const lead = await getLead();
  // Read on first request, which would reveal the difference.
  for (const subject of listSubjects(lead)) await readSubject(subject);
  const [mine, theirs] = [await findIds(lead, true), await findIds(lead, false)];
  secrets = await listSecrets(lead);
  withOthers = await askEverything(mine, theirs);
  byId = await askByIds(mine, theirs);
  await forgetOthers(lead);
  without = await askEverything(mine, theirs);
}, 900_000);

async function getLead(): Promise<Actor> {
  const lead = await getActor(personas.lead);
  if (lead?.persona !== "lead") throw new Error("nobody leads");
  return lead;
}

async function query<Row extends Record<string, unknown>>(statement: ReturnType<typeof sql>): Promise<Row[]> {
  const db = await database();
  return (await db.execute<Row>(statement)).rows;
}

const toList = (values: readonly string[]) =>
  sql`(${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )})`;
const led = (lead: Actor) => toList(lead.workspaceIds ?? []);

function listSubjects(lead: Actor): string[] {
  return ["rate:organization", "spend", ...(lead.workspaceIds ?? []).map((id) => `rate:${id}`)];
}

async function findIds(lead: Actor, isMine: boolean): Promise<Ids> {
  const within = isMine ? sql`in ${led(lead)}` : sql`not in ${led(lead)}`;
  const [found] = await query<{
    workspace: string;
    key: string;
    person: string;
    name: string;
    keyName: string;
  }>(sql`
    select w.id as workspace, k.id as key, m.user_id as person, w.name, k.name as "keyName" from workspaces w
      join api_keys k on k.workspace_id = w.id join workspace_members m on m.workspace_id = w.id
    where w.id ${within} and w.archived_at is null and not w.is_default
      and (${isMine} or m.user_id not in (select user_id from workspace_members where workspace_id in ${led(lead)}))
    order by w.id, k.id, m.user_id limit 1`);
  if (!found) throw new Error("the sandbox has no such workspace");
  const { workspace, key, person, name, keyName } = found;
  return { workspace, key, person, names: [name, keyName] };
}

/** Everything that only other workspaces have: their IDs and names, and those of their keys. */
async function listSecrets(lead: Actor): Promise<string[]> {
  const rows = await query<{ text: string }>(sql`
    select unnest(array[id, name]) as text from workspaces where id not in ${led(lead)} and not is_default
    union select unnest(array[id, name]) from api_keys where workspace_id is null or workspace_id not in ${led(lead)}`);
  return rows.map(({ text }) => text);
}

/** The database as if no other workspace had ever existed. People stay, because they belong to the organization. */
async function forgetOthers(lead: Actor): Promise<void> {
  const columns = await query<{ table: string; column: string }>(sql`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'public' and column_name in ('workspace_id', 'api_key_id', 'actor')`);
  const having = (name: string) => columns.filter(({ column }) => column === name).map(({ table }) => table);
  const drop = (table: string, where: ReturnType<typeof sql>) =>
    query(sql`delete from ${sql.identifier(table)} where ${where}`);
  for (const table of having("workspace_id"))
    await drop(table, sql`workspace_id is null or workspace_id not in ${led(lead)}`);
  await drop("workspaces", sql`id not in ${led(lead)}`);
  for (const table of having("api_key_id"))
    if (!having("workspace_id").includes(table))
      await drop(table, sql`api_key_id not in (select id from api_keys)`);
  const known = sql`select lower(email) from members join workspace_members on user_id = id union select lower(name) from api_keys`;
  for (const table of having("actor")) await drop(table, sql`lower(actor) not in (${known})`);
  await drop("limit_readings", sql`subject not in ${toList(listSubjects(lead))}`);
  await query(sql`delete from invites`);
  await query(sql`delete from changes`);
  await query(sql`update person_usage set cents_30d = null`);
}

async function askEverything(mine: Ids, theirs: Ids): Promise<Answers> {
  const answers: Answers = new Map();
  const as = await startTestSession(personas.lead);
  for (const address of [...(await toDistinct(listRoutes(mine, theirs))), ...listFiles(theirs)])
    answers.set(address, await ask(address, as));
  for (const declared of actions.filter(({ permission }) => can({ persona: "lead" }, permission)))
    if (declared.name !== "signOutEverywhere")
      answers.set(declared.name, await callAction(declared, mine, theirs));
  return answers;
}

function toUnknown({ workspace, key, person, names }: Ids): Ids {
  const replace = (id: string) => `${id.slice(0, -8)}ZZZZZZZZ`;
  return { workspace: replace(workspace), key: replace(key), person: replace(person), names };
}

async function askByIds(mine: Ids, theirs: Ids): Promise<Map<string, [string, string]>> {
  const unknown = toUnknown(theirs);
  const withoutIds = (text: string) =>
    [theirs, unknown]
      .flatMap(({ workspace, key, person }) => [workspace, key, person])
      .reduce((all, id) => all.replaceAll(id, "id"), text);
  const asked = new Map<string, [string, string]>();
  const as = await startTestSession(personas.lead);
  const others = listRoutesById(unknown);
  const toOther = new Map(listRoutesById(theirs).map((address, at) => [address, others[at] ?? ""]));
  for (const address of await toDistinct([...toOther.keys()])) {
    forget("candidate-searches");
    const other = toOther.get(address) ?? "";
    asked.set(address, [withoutIds(await ask(address, as)), withoutIds(await ask(other, as))]);
  }
  for (const declared of actions.filter(({ permission }) => can({ persona: "lead" }, permission)))
    if (declared.name !== "signOutEverywhere")
      asked.set(declared.name, [
        withoutIds(await callAction(declared, mine, theirs)),
        withoutIds(await callAction(declared, mine, unknown)),
      ]);
  return asked;
}

function listRoutesById({ workspace, key, person }: Ids): string[] {
  const of = (id: string, ...names: string[]) => names.map((name) => `${name}=${id}`).join("&");
  const queries = [
    of(workspace, "id", "workspace", "workspaceId"),
    `${of(key, "id", "key", "keyId")}&days=30`,
    of(person, "id", "member", "members", "memberId", "user", "userId", "maker", "chosen"),
    of(person, "from", "to"),
  ];
  return routes
    .filter(({ address, method }) => method === "GET" && !own.includes(address))
    .filter(({ permission }) => permission && can({ persona: "lead" }, permission))
    .flatMap(({ address }) =>
      queries.map((one) => `${address}?${one.startsWith("from=") ? one : `${days}&${one}`}`),
    );
}

/** Every route with every known parameter, so that a new one is tested too. */
function listRoutes(mine: Ids, theirs: Ids): string[] {
  const ids = [mine, theirs].flatMap(({ workspace, key, person }) => [
    ...["id", "workspace", "workspaceId"].map((name) => `${name}=${workspace}`),
    ...["id", "key", "keyId", "keys"].map((name) => `${name}=${key}`),
    ...["id", "member", "memberId", "user", "userId"].map((name) => `${name}=${person}`),
  ]);
  const searches = theirs.names.map((name) => `q=${encodeURIComponent(name)}`);
  const groups = ["workspace", "model", "key", "kind", "actor", "description"].map((one) => `group=${one}`);
  const shapes = ["", "archived=true", "status=active,inactive,archived", "sort=spend&dir=desc"];
  const queries = [...ids, ...searches, ...groups, ...shapes];
  return routes
    .filter(({ address, method }) => method === "GET" && !own.includes(address))
    .filter(({ permission }) => permission && can({ persona: "lead" }, permission))
    .flatMap(({ address }) => queries.map((one) => `${address}?${days}&${one}`));
}

function listFiles(theirs: Ids): string[] {
  const queries = [
    "",
    `workspace=${theirs.workspace}`,
    `q=${encodeURIComponent(theirs.names[0] ?? "")}`,
    "group=workspace",
  ];
  const statement = `/api/export/chargeback/statement.csv?month=${to.slice(0, 7)}&tag=cost_center`;
  const addresses = files.flatMap((file) => queries.map((one) => `/api/export/${file}.csv?${days}&${one}`));
  const actors = ["key", "person"].map(
    (kind) => `/api/export/people/keys-and-people.csv?${days}&kind=${kind}`,
  );
  return [...addresses, statement, ...actors, `/api/export/savings/savings.csv?${days}`];
}

/** Most reads ignore most parameters: of the addresses that ask a read the same, the first. */
async function toDistinct(addresses: readonly string[]): Promise<string[]> {
  const distinct = new Map<string, string>();
  for (const address of addresses) {
    const asked = await toAsked(address);
    if (!distinct.has(asked)) distinct.set(asked, address);
  }
  return [...distinct.values()];
}

async function toAsked(address: string): Promise<string> {
  const path = address.split("?")[0] ?? "";
  const { source = "" } = routes.find((one) => one.address === path) ?? {};
  const declared: Record<string, Read>[] = Object.values(await import(resolve(source)));
  const read = declared.map((reads) => reads[path.replace("/api/", "")]).find((one) => one?.parse);
  if (!read) return address;
  const query = await read.parse(new Request(`${testOrigin}${address}`)).catch(toFailure);
  return `${path} ${inspect(query, { depth: null })}`;
}

function toFailure(cause: unknown): Failure {
  if (cause instanceof AppError) return cause.failure;
  throw cause;
}

async function ask(address: string, as: { token: string }): Promise<string> {
  const request = new Request(`${testOrigin}${address}`);
  const path = address.split("?")[0] ?? "";
  const answer = await inRequest({ as }, async () => {
    if (path.startsWith("/api/export/chargeback/"))
      return exportChargeback(request, path.replace("/api/export/chargeback/", ""), currentActor);
    if (path.startsWith("/api/export/people/"))
      return exportActors(request, path.replace("/api/export/people/", ""), currentActor);
    if (path.startsWith("/api/export/savings/"))
      return exportSavings(request, path.replace("/api/export/savings/", ""), currentActor);
    if (path.startsWith("/api/export/"))
      return exportFile(request, path.replace("/api/export/", ""), currentActor);
    const route = routes.find((one) => one.address === path);
    const { GET } = await import(resolve(route?.file ?? ""));
    return GET(request);
  });
  return `${answer.status} ${toComparable(await answer.text())}`;
}

async function callAction(
  { file, name }: { file: string; name: string },
  mine: Ids,
  theirs: Ids,
): Promise<string> {
  const run = (await import(resolve(file)))[name];
  const { workspace, key } = theirs;
  const membership = {
    membershipId: `${workspace}/${mine.person}`,
    userId: mine.person,
    workspaceId: workspace,
  };
  const target = {
    keyId: key,
    keyIds: [key],
    ids: [key],
    runId: crypto.randomUUID(),
    viewId: crypto.randomUUID(),
  };
  const change = {
    role: "workspace_user",
    name: "x",
    status: "inactive",
    operation: "api_key.deactivate",
    replacementId: key,
  };
  const result = await inRequest({ as: personas.lead }, () => run({ ...membership, ...target, ...change }));
  return toComparable(JSON.stringify(result));
}

function toComparable(text: string): string {
  return (
    text
      .replaceAll(/"requestId":"[^"]*"/g, "")
      .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "uuid")
      // Whether a background refresh is running depends only on the clock.
      .replaceAll(/"challenge":"[^"]*"/g, "")
      .replaceAll(/"(secondsLeft|asOf|now|isRefreshing)":[^,}]*/g, "")
  );
}

function toFirstDifference(address: string, text: string): string {
  const other = without.get(address) ?? "";
  const at = [...text].findIndex((letter, index) => letter !== other[index]);
  const from = Math.max(0, at - 60);
  return `${address}: ${text.slice(from, at + 40)} | ${other.slice(from, at + 40)}`;
}

describe("a lead", () => {
  test("asks in many ways and gets many answers", () => {
    const good = [...withOthers.values()].filter((text) => text.startsWith("200"));
    expect(withOthers.size).toBeGreaterThan(250);
    expect(good.length).toBeGreaterThan(150);
    expect(good.some((text) => text.length > 1000)).toBe(true);
  });

  test("gets the same answers whether there are other workspaces or not", () => {
    const different = [...withOthers].filter(([address, text]) => without.get(address) !== text);
    expect(different.map(([address, text]) => toFirstDifference(address, text))).toEqual([]);
  });

  test("gets the same answer for an ID of others as for one that doesn't exist", () => {
    const different = [...byId].filter(([, [known, unknown]]) => known !== unknown);
    expect(different).toEqual([]);
    const refused = [...byId.values()].filter(([known]) => known.includes("not_found"));
    expect(refused.length).toBeGreaterThan(10);
  });

  test("learns no name or ID of another workspace or of its keys", () => {
    const leaks = [...withOthers].flatMap(([address, text]) =>
      secrets
        .filter((secret) => secret.length > 4 && !address.includes(secret) && text.includes(secret))
        .map((secret) => [address, secret]),
    );
    expect(leaks).toEqual([]);
  });
});
