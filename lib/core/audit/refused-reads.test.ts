import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { GET } from "@/app/api/[...address]/route";
import { GET as download } from "@/app/api/export/[file]/route";
import { permitPage } from "@/lib/core/auth/permit";
import { addMember } from "@/lib/core/auth/test-directory";
import { inRequest, startTestSession, testOrigin } from "@/lib/core/auth/test-request";
import { database } from "@/lib/core/db/client";
import { refusedReads } from "@/lib/core/db/request-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { log } from "@/lib/core/log/log";
import { readNouns } from "@/lib/governance/activity/vocabulary";
import { pages, routes } from "@/lib/test-surface";
import { sumRefusedReads } from "./refused-reads";
import { readAuditLog, readOnlyAudit } from "./test-log";

const bob = "bob@northwind.example";
type As = { token: string };

beforeEach(async () => {
  await resetDatabase();
  await addMember("bob", "user");
  await addMember("eve", "user");
});

const ask = (as: As, read: (request: Request) => Promise<Response>, path: string) =>
  inRequest({ as, headers: { "x-castellan-peer": "198.51.100.9" } }, () =>
    read(new Request(testOrigin + path)),
  );
const members = (as: As) => ask(as, GET, "/api/members");
const keys = (as: As) => ask(as, GET, "/api/keys");

/** Two, because within the first minute of an hour the one before still counts. */
async function endHour() {
  await (await database()).update(refusedReads).set({ hour: sql`hour - interval '2 hours'` });
}

test("an hour of refused reads is one entry that says who, how often, and what about", async () => {
  const as = await startTestSession(bob, { method: "sandbox", address: "192.0.2.7" });
  for (let count = 0; count < 3; count += 1) expect((await members(as)).status).toBe(403);
  expect((await keys(as)).status).toBe(403);
  await endHour();
  await sumRefusedReads();
  expect(await readOnlyAudit()).toMatchObject({
    actorEmail: bob,
    actorMethod: "sandbox",
    actorAddress: "192.0.2.7",
    actorSession: expect.any(String),
    action: "read.refuse",
    outcome: "failed",
    errorCode: "forbidden",
    request: { reads: 4, nouns: ["keys", "members"], hour: expect.stringMatching(/^[\d-]+T\d\d:00:00Z$/) },
  });
});

test("pages and files count as well", async () => {
  const as = await startTestSession(bob);
  await expect(inRequest({ as }, () => permitPage("members:read"))).rejects.toThrow(
    "NEXT_HTTP_ERROR_FALLBACK;403",
  );
  const file = { params: Promise.resolve({ file: "cost.csv" }) };
  expect((await ask(as, (request) => download(request, file), "/api/export/cost.csv")).status).toBe(403);
  await endHour();
  await sumRefusedReads();
  expect(await readOnlyAudit()).toMatchObject({ request: { reads: 2, nouns: ["cost", "members"] } });
});

test("a page whose layouts ask as well, or that Next renders twice, counts once", async () => {
  const as = await startTestSession(bob);
  const visit = (nonce: string) =>
    inRequest({ as, headers: { "x-nonce": nonce } }, async () => {
      for (const permission of ["members:read", "keys:read"] as const)
        await expect(permitPage(permission)).rejects.toThrow("NEXT_HTTP_ERROR_FALLBACK;403");
    });
  await visit("first");
  await visit("second");
  await endHour();
  await sumRefusedReads();
  expect(await readOnlyAudit()).toMatchObject({ request: { reads: 2, nouns: ["members"] } });
});

test("each person has an entry, and of several sessions none is named", async () => {
  const sessions = await Promise.all([startTestSession(bob), startTestSession(bob)]);
  for (const as of [...sessions, await startTestSession("eve@northwind.example")]) await members(as);
  await endHour();
  await sumRefusedReads();
  expect(await readAuditLog()).toMatchObject([
    { actorEmail: "eve@northwind.example", actorSession: expect.any(String), request: { reads: 1 } },
    { actorEmail: bob, actorSession: null, request: { reads: 2 } },
  ]);
});

test("an hour that isn't over waits, and servers that sum at once write one entry", async () => {
  await members(await startTestSession(bob));
  await sumRefusedReads();
  expect(await readAuditLog()).toEqual([]);
  await endHour();
  await Promise.all([sumRefusedReads(), sumRefusedReads(), sumRefusedReads()]);
  await sumRefusedReads();
  await readOnlyAudit();
});

test("what was counted stays if its entry can't be written", async () => {
  await members(await startTestSession(bob));
  await endHour();
  const db = await database();
  await db.execute(
    sql`alter table audit_log add constraint broken check (action <> 'read.refuse') not valid`,
  );
  await expect(sumRefusedReads()).rejects.toThrow();
  await db.execute(sql`alter table audit_log drop constraint broken`);
  expect(await readAuditLog()).toEqual([]);
  await sumRefusedReads();
  await readOnlyAudit();
});

test("the log says in one line who was refused, in which session, and from where", async () => {
  const lines: unknown[] = [];
  const as = await startTestSession(bob);
  const { info } = log;
  Object.assign(log, { info: (...said: unknown[]) => lines.push(...said) });
  await members(as);
  Object.assign(log, { info });
  const session = expect.stringMatching(/^[0-9a-f-]{36}$/);
  const who = { person: bob, session, address: "198.51.100.9" };
  expect(lines).toMatchObject([
    { ...who, why: "member lacks members:read", where: "/api/members" },
    "refused",
  ]);
});

test("Activity has a word for everything that a read can be refused for", () => {
  const open = ["me", "sync"];
  const nouns = [...routes, ...pages].flatMap(({ permission }) => permission?.split(":")[0] ?? []);
  expect(nouns.filter((noun) => !open.includes(noun) && !readNouns.some((one) => one === noun))).toEqual([]);
});
