import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { leaderLock, secretClass } from "@/lib/core/db/locks";
import { migrationsFolder } from "@/lib/core/db/migrations";
import { getSessionUrl } from "@/lib/core/db/session-url";
import { startServer, type TestProcess } from "@/lib/core/db/test-process";
import { env } from "@/lib/core/env/env";
import { defaultSandboxKey } from "@/lib/sandbox/app";
import { personas } from "@/lib/sandbox/personas";
import { type SandboxServer, serveSandbox } from "@/scripts/sandbox/server";
import { createTestSandbox } from "@/scripts/sandbox/test-sandbox";

/** Three servers of one PostgreSQL behind a round robin, with the sandbox's Admin API. */
const sandbox = createTestSandbox();
const people = ["a", "b", "c", "d", "e", "f"].map((name) =>
  sandbox.users.add({ email: `${name}@northwind.example`, name }),
);
const roleOf = (id: string) => sandbox.store.users.get(id)?.role;
const folder = mkdtempSync(join(tmpdir(), "castellan-servers-"));
const address = new URL(getSessionUrl() ?? "");
address.pathname += "_servers";
const store = new pg.Client({ connectionString: address.href });
let api: SandboxServer;
let servers: TestProcess[] = [];
let turn = 0;

type Call = { token?: string; input?: object; operationId?: string };

async function ask(name: string, { input = {}, ...call }: Call = {}): Promise<unknown> {
  turn += 1;
  const server = servers[turn % servers.length];
  server?.child.stdin?.write(`${JSON.stringify({ name, input, ...call })}\n`);
  return JSON.parse((await server?.nextLine()) ?? "");
}

const signIn = async (of: string) => z.string().parse(await ask("signIn", { input: { of } }));

async function runOnServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
  await client.connect();
  await client.query(statement);
  await client.end();
}

function toPooled(direct: URL): string {
  return Object.assign(new URL(direct), { host: new URL(env.DATABASE_URL ?? "").host }).href;
}

async function createStore(): Promise<void> {
  await runOnServer(`create database ${address.pathname.slice(1)}`);
  await store.connect();
}

beforeAll(async () => {
  [api] = await Promise.all([serveSandbox(sandbox.fetch, 0), createStore()]);
  const shared = {
    DATA_DIR: folder,
    NEXTAUTH_SECRET: "servers of one installation share it",
    ANTHROPIC_ADMIN_KEY: defaultSandboxKey,
    ANTHROPIC_BASE_URL: api.url,
    ADMIN_API_REQUESTS_PER_MINUTE: "3000",
    HISTORY_DAYS: "1",
    OIDC_ISSUER: "https://id.example",
    OIDC_CLIENT_ID: "castellan",
    OIDC_CLIENT_SECRET: "none",
  };
  servers = ["one", "two", "three"].map((name) => {
    const direct = Object.assign(new URL(address), { search: `application_name=${name}` });
    const store = env.DATABASE_DIRECT_URL
      ? { DATABASE_URL: toPooled(direct), DATABASE_DIRECT_URL: direct.href }
      : { DATABASE_URL: direct.href };
    return startServer("lib/across/sync/test-server.ts", { ...process.env, ...shared, ...store });
  });
  expect(await Promise.all(servers.map(({ nextLine }) => nextLine()))).toEqual(["ready", "ready", "ready"]);
  await store.query("insert into settings values ('idle_minutes', '45', 'ada', now())");
});

afterAll(async () => {
  await Promise.all(servers.map(({ kill }) => kill()));
  await Promise.all([store.end(), api.close()]);
  await runOnServer(`drop database ${address.pathname.slice(1)} with (force)`);
  rmSync(folder, { recursive: true });
});

test("servers that start together migrate an empty database once", async () => {
  const { rows } = await store.query("select count(*)::int as count from drizzle.__drizzle_migrations");
  const files = readFileSync(join(migrationsFolder, "meta", "_journal.json"), "utf8");
  expect(rows[0]?.count).toBe(files.match(/"tag"/g)?.length);
});

test("a session that one server starts is valid on all, and ends on all", async () => {
  const token = await signIn(personas.admin);
  const look = () => ask("readSettings", { token });
  await expect.poll(look, { timeout: 20_000 }).toMatchObject({ idle_minutes: 45 });
  for (const _ of servers) expect(await look()).toMatchObject({ idle_minutes: 45 });
  await ask("signOut", { input: { of: token } });
  for (const _ of servers) expect(await look()).toMatchObject({ code: "unauthenticated" });
});

test("a setting that one server changes applies to all immediately", async () => {
  const token = await signIn(personas.admin);
  expect(await ask("changeSettings", { token, input: { idle_minutes: 50 } })).toEqual({});
  for (const _ of servers) expect(await ask("readSettings", { token })).toMatchObject({ idle_minutes: 50 });
});

test("a change can be undone by another server, and a repeated submit runs once", async () => {
  const token = await signIn(personas.admin);
  const [person] = people;
  const memberId = person?.id ?? "";
  const before = roleOf(memberId);
  const change = { memberId, role: "developer", expected: before };
  const operationId = randomUUID();
  const sent = () => sandbox.requests.get(`POST /v1/organizations/users/${memberId}`) ?? 0;
  for (const _ of servers)
    expect(await ask("changeMemberRole", { token, input: change, operationId })).toEqual({});
  expect([roleOf(memberId), sent()]).toEqual(["developer", 1]);
  const back = { memberId, role: before, expected: "developer" };
  expect(await ask("changeMemberRole", { token, input: back, operationId: randomUUID() })).toEqual({});
  expect(roleOf(memberId)).toBe(before);
});

test("every server shows the progress of a bulk change, whichever runs it", async () => {
  const token = await signIn(personas.admin);
  const members = people.map(({ id, role }) => ({ memberId: id, expected: role }));
  const begun = await ask("changeMemberRoles", { token, input: { role: "claude_code_user", members } });
  const { runId } = z.object({ data: z.object({ runId: z.string() }) }).parse(begun).data;
  const look = () => ask("readRun", { token, input: { run: runId } });
  await expect.poll(look, { timeout: 20_000 }).toMatchObject({ run: { state: "finished" } });
  for (const _ of servers) expect(await look()).toMatchObject({ run: { counts: { succeeded: 6 } } });
  expect(people.map(({ id }) => roleOf(id))).toEqual(people.map(() => "claude_code_user"));
});

test("switching servers gives no extra refused tries", async () => {
  const token = await signIn(personas.member);
  const attempt = async () => {
    const answer = await ask("endSessions", { token, input: { name: "x" } });
    return z.object({ serverError: z.object({ code: z.string() }) }).parse(answer).serverError.code;
  };
  let tries = 0;
  // One server allows 40; three that count separately would allow 120.
  for (let code = "forbidden"; code === "forbidden" && tries < 100; tries += 1) code = await attempt();
  expect(tries).toBeGreaterThan(40);
  expect(tries).toBeLessThan(100);
});

test("a shared connection holds no lock once its transaction is over", async () => {
  const { rows } = await store.query(
    `select l.classid, l.objid from pg_locks l join pg_stat_activity a using (pid)
      where l.locktype = 'advisory' and a.datname = current_database() and a.state = 'idle'
        and l.classid <> $1 and not (l.objsubid = 1 and l.objid = $2)`,
    [secretClass, leaderLock % 2 ** 32],
  );
  expect(rows).toEqual([]);
});

test("when the leader is killed, another server leads within ten seconds and syncs", async () => {
  const token = await signIn(personas.admin);
  const findLeader = async () => {
    const { rows } = await store.query<{ name: string }>(
      `select a.application_name as name from pg_locks l join pg_stat_activity a using (pid)
        where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and l.objid = $1 and a.datname = current_database()`,
      [leaderLock % 2 ** 32],
    );
    expect(rows.length).toBeLessThan(2);
    return rows[0]?.name;
  };
  const countSynced = async () => {
    const { rows } = await store.query(
      "select count(*)::int as count from sync_state where job = 'directory' and finished_at > requested_at",
    );
    return rows[0]?.count;
  };
  const former = await findLeader();
  const place = ["one", "two", "three"].indexOf(former ?? "");
  expect(place).toBeGreaterThanOrEqual(0);
  const [leader] = servers.splice(place, 1);
  await leader?.kill();
  const isTakenOver = async () => ![former, undefined].includes(await findLeader());
  await expect.poll(isTakenOver, { timeout: 10_000 }).toBe(true);
  expect(await ask("syncNow", { token })).toEqual({});
  await expect.poll(countSynced, { timeout: 20_000 }).toBe(1);
});
