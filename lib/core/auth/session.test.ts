import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { sessions, storeOwner } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { markMirrored } from "@/lib/core/db/first-sync";
import { resetDatabase } from "@/lib/core/db/test-database";
import { readVersion } from "@/lib/core/db/version";
import { env } from "@/lib/core/env/env";
import { putSettings } from "@/lib/core/settings/store";
import { findKnownPerson } from "./known-sessions";
import { currentActor, getSecondsLeft, renewSession } from "./session";
import { createSession, endSessionOf, endSessionsOf } from "./session-store";
import { addMember } from "./test-directory";
import { inRequest, startTestSession } from "./test-request";

const email = "ada@northwind.example";
const minuteMs = 60_000;
type Token = { token: string };

beforeEach(async () => {
  await resetDatabase();
  await addMember("ada", "admin");
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
  Object.assign(env, { OIDC_ISSUER: undefined, OIDC_CLIENT_ID: undefined, OIDC_CLIENT_SECRET: undefined });
  Object.assign(env, { OIDC_EMAIL_DOMAINS: undefined, ADMIN_PROVIDERS: undefined });
});

const isIn = async (as: Token) => (await inRequest({ as }, currentActor)) !== null;
const start = () => startTestSession(email);
const renew = (as: Token) => inRequest({ as }, renewSession);

async function set(changes: Parameters<typeof putSettings>[2]) {
  await (await database()).transaction((tx) => putSettings(tx, "test", changes));
}

async function endAll(name: string) {
  await (await database()).transaction((tx) => endSessionsOf(tx, name));
}

test("a session that someone ends is a stranger’s to the limits of requests, too", async () => {
  const people = [email, "other@northwind.example"];
  const given = await Promise.all(people.map((name) => startTestSession(name, { method: "google" })));
  const listKnown = () => given.map(({ token }) => findKnownPerson(token));
  expect(listKnown()).toEqual(people);
  await endAll(email);
  expect(listKnown()).toEqual([undefined, "other@northwind.example"]);
});

test("a session ends after an hour without activity, or after the configured time", async () => {
  const session = await start();
  vi.advanceTimersByTime(60 * minuteMs - 1000);
  expect(await isIn(session)).toBe(true);
  await set({ idle_minutes: 30 });
  expect(await isIn(session)).toBe(false);
  await set({ idle_minutes: 60 });
  vi.advanceTimersByTime(1000);
  expect(await isIn(session)).toBe(false);
});

test("activity keeps a session alive, but not beyond eight hours or the configured limit", async () => {
  const session = await start();
  for (let minutes = 0; minutes < 8 * 60 - 30; minutes += 30) {
    vi.advanceTimersByTime(30 * minuteMs);
    await renew(session);
  }
  expect(await inRequest({ as: session }, getSecondsLeft)).toBeCloseTo(30 * 60, 0);
  vi.advanceTimersByTime(30 * minuteMs - 1000);
  await renew(session);
  expect(await isIn(session)).toBe(true);
  await set({ session_hours: 4 });
  expect(await isIn(session)).toBe(false);
  await set({ session_hours: 8 });
  vi.advanceTimersByTime(1000);
  expect(await isIn(session)).toBe(false);
});

test("a session that is over cannot be renewed", async () => {
  const session = await start();
  vi.advanceTimersByTime(61 * minuteMs);
  expect(await renew(session)).toBe(0);
});

test("signing out ends every copy of the cookie, but no other session", async () => {
  const [session, other] = [await start(), await start()];
  await endSessionOf(session.token);
  expect(await isIn(session)).toBe(false);
  expect(await renew(session)).toBe(0);
  expect(await isIn(other)).toBe(true);
});

test("ending a person's sessions doesn't end those of others, or later ones", async () => {
  await addMember("bob", "admin");
  const session = await start();
  await endAll("ADA@northwind.example");
  expect(await isIn(session)).toBe(false);
  expect(await inRequest({ as: "bob@northwind.example" }, currentActor)).toMatchObject({ id: "bob" });
  expect(await isIn(await start())).toBe(true);
});

test("the one-time link signs in as itself, and its sessions can be ended by its own name", async () => {
  env.isSandbox = false;
  env.BOOTSTRAP_ADMINS = ["boot@northwind.example"];
  const session = await startTestSession(null);
  expect(await inRequest({ as: session }, currentActor)).toMatchObject({
    id: "link",
    email: "one-time link",
    persona: "admin",
    session: { method: "link" },
  });
  await endAll("boot@northwind.example");
  expect(await isIn(session)).toBe(true);
  await endAll("one-time link");
  expect(await isIn(session)).toBe(false);
  env.BOOTSTRAP_ADMINS = [];
  env.isSandbox = true;
});

test("an actor carries the session's method, network address, and time of confirmation", async () => {
  const authenticatedAt = new Date("2026-11-24T12:00:00Z");
  const session = await startTestSession(email, { address: "198.51.100.4", authenticatedAt });
  expect(await inRequest({ as: session }, currentActor)).toMatchObject({
    session: { id: expect.any(String), method: "sandbox", address: "198.51.100.4", authenticatedAt },
  });
});

test("a session ends once its provider may not speak for the domain, or for admins, any more", async () => {
  const provider = { OIDC_ISSUER: "https://id.example", OIDC_CLIENT_ID: "c", OIDC_CLIENT_SECRET: "s" };
  Object.assign(env, provider);
  const session = await startTestSession(email, { method: "oidc" });
  expect(await isIn(session)).toBe(true);
  env.OIDC_EMAIL_DOMAINS = ["elsewhere.example"];
  expect(await isIn(session)).toBe(false);
  env.OIDC_EMAIL_DOMAINS = ["northwind.example"];
  expect(await isIn(session)).toBe(true);
  env.ADMIN_PROVIDERS = ["okta"];
  expect(await isIn(session)).toBe(false);
});

test("a session of someone who has left doesn't open anything again when they return", async () => {
  const session = await start();
  const db = await database();
  const [early, late] = [session, await start()];
  await db.update(members).set({ goneAt: new Date() });
  expect(await isIn(early)).toBe(false);
  await markMirrored("member");
  expect(await isIn(late)).toBe(false);
  await db.update(members).set({ goneAt: null });
  expect([await isIn(early), await isIn(late)]).toEqual([true, false]);
  expect(await isIn(await start())).toBe(true);
});

test("guessed, damaged and foreign tokens open nothing", async () => {
  const { token } = await start();
  for (const wrong of ["", "x", `${token}x`, token.slice(1), "a.b.c", "eyJhbGciOiJkaXIifQ..a.b.c"])
    expect(await isIn({ token: wrong }), wrong).toBe(false);
});

test("the database never holds a token", async () => {
  const { token } = await start();
  const rows = await (await database()).select().from(sessions);
  expect(JSON.stringify(rows)).not.toContain(token);
});

test("a session ends when its sign-in method is removed", async () => {
  const session = await start();
  Object.assign(env, { OIDC_ISSUER: "https://id.example", OIDC_CLIENT_ID: "c", OIDC_CLIENT_SECRET: "s" });
  expect(await isIn(session)).toBe(false);
});

test("a sandbox session opens nothing once the database is a real organization's, and none can be added", async () => {
  const session = await start();
  await (await database()).update(storeOwner).set({ kind: "live" });
  expect(await isIn(session)).toBe(false);
  const more = { email, method: "sandbox", address: "x", userAgent: "", authenticatedAt: null };
  await expect(createSession(more)).rejects.toMatchObject({ code: "conflict" });
});

test("activity doesn't make anyone read answers again", async () => {
  const session = await start();
  const version = await readVersion();
  await renew(session);
  expect(await readVersion()).toBe(version);
});

test("a session ends when its provider is another one, whatever its name here", async () => {
  const setUp = (issuer: string) =>
    Object.assign(env, { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: "c", OIDC_CLIENT_SECRET: "s" });
  setUp("https://id.example");
  const session = await startTestSession(email, { method: "oidc" });
  expect(await isIn(session)).toBe(true);
  setUp("https://elsewhere.example");
  expect(await isIn(session)).toBe(false);
});

test("a session from before the provider's address was kept stays until it is over", async () => {
  Object.assign(env, { OIDC_ISSUER: "https://id.example", OIDC_CLIENT_ID: "c", OIDC_CLIENT_SECRET: "s" });
  const session = await startTestSession(email, { method: "oidc" });
  await (await database()).update(sessions).set({ providerAddress: null });
  expect(await isIn(session)).toBe(true);
});

describe("the eleventh session", () => {
  const startAll = async (method: string, count: number) => {
    const started: Token[] = [];
    for (let number = 0; number < count; number++) {
      started.push(await startTestSession(email, { method }));
      vi.advanceTimersByTime(1000);
    }
    return started;
  };
  const areIn = (all: Token[]) => Promise.all(all.map(isIn));
  beforeEach(() => {
    Object.assign(env, { OIDC_ISSUER: "https://id.example", OIDC_CLIENT_ID: "c", OIDC_CLIENT_SECRET: "s" });
  });

  test("the eleventh session of a person ends their oldest one", async () => {
    await addMember("bob", "admin");
    const bobs = await startTestSession("bob@northwind.example", { method: "oidc" });
    const all = await startAll("oidc", 11);
    expect(await areIn(all)).toEqual([false, ...Array<boolean>(10).fill(true)]);
    expect(await isIn(bobs)).toBe(true);
  });

  test("the eleventh session ends none while others are over", async () => {
    const old = await startAll("oidc", 5);
    vi.advanceTimersByTime(40 * minuteMs);
    const [first] = old;
    if (first) await renew(first);
    vi.advanceTimersByTime(40 * minuteMs);
    await startAll("oidc", 9);
    expect(await areIn(old)).toEqual([true, false, false, false, false]);
  });

  test("the eleventh session of a person of the sandbox ends none, because strangers share them", async () => {
    Object.assign(env, { OIDC_ISSUER: undefined, OIDC_CLIENT_ID: undefined, OIDC_CLIENT_SECRET: undefined });
    expect(await areIn(await startAll("sandbox", 11))).toEqual(Array<boolean>(11).fill(true));
  });
});
