import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import * as route from "@/app/api/sign-in-link/route";
import { sessions, signInLinks, storeOwner } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { createLog, log } from "@/lib/core/log/log";
import { currentActor } from "./session";
import { announceSignInLink, consumeSignInLink, createSignInLink, describeNewLink } from "./sign-in-link";
import { ownTestStore } from "./test-owner";
import { inRequest, startTestSession } from "./test-request";

const now = new Date("2026-11-24T12:00:00Z");
const minutes = (count: number) => new Date(now.getTime() + count * 60_000);

beforeAll(() => {
  env.isSandbox = false;
});
beforeEach(async () => {
  await resetDatabase();
  await ownTestStore();
});
afterEach(() => {
  vi.restoreAllMocks();
  env.OIDC_ISSUER = undefined;
  env.NEXTAUTH_URL = undefined;
});

test("a link can be used once, however many try at the same time", async () => {
  const token = await createSignInLink(now);
  const tries = await Promise.all(Array.from({ length: 8 }, () => consumeSignInLink(token, now)));
  expect(tries.filter(Boolean)).toHaveLength(1);
  expect(await consumeSignInLink(token, now)).toBe(false);
});

test("a link ends after fifteen minutes", async () => {
  const token = await createSignInLink(now);
  expect(await consumeSignInLink(token, minutes(15))).toBe(false);
  expect(await consumeSignInLink(token, new Date(minutes(15).getTime() - 1))).toBe(true);
});

test("a new boot voids the links before it, and wrong tokens open nothing", async () => {
  const old = await createSignInLink(now);
  const token = await createSignInLink(now);
  expect(await consumeSignInLink(old, now)).toBe(false);
  expect(await consumeSignInLink("", now)).toBe(false);
  expect(await consumeSignInLink(`${token}x`, now)).toBe(false);
  expect(await consumeSignInLink(token, now)).toBe(true);
});

test("the database never sees the token", async () => {
  const token = await createSignInLink(now);
  const rows = await (await database()).select().from(signInLinks);
  expect(JSON.stringify(rows)).not.toContain(token);
});

function watchLog() {
  const said = createLog("info", { write: () => {} });
  const info = vi.spyOn(said, "info");
  // Sound: the types differ by the names of levels of one's own, and there are none.
  vi.spyOn(log, "child").mockReturnValue(said as never);
  return info;
}

test("boot logs one line with the whole address", async () => {
  const info = watchLog();
  await announceSignInLink();
  env.NEXTAUTH_URL = "https://castellan.example";
  await announceSignInLink();
  expect(info.mock.calls.map(([details]) => details)).toEqual([
    { url: expect.stringMatching(/^http:\/\/localhost:3000\/sign-in\/link\?token=[\w-]{43}$/) },
    { url: expect.stringMatching(/^https:\/\/castellan\.example\/sign-in\/link\?token=[\w-]{43}$/) },
  ]);
});

test("there is no link with a provider, and an old one opens nothing", async () => {
  const token = await createSignInLink();
  Object.assign(env, { OIDC_ISSUER: "https://id.example", OIDC_CLIENT_ID: "c", OIDC_CLIENT_SECRET: "s" });
  const info = watchLog();
  await announceSignInLink();
  expect(info).not.toHaveBeenCalled();
  expect(await consumeSignInLink(token)).toBe(false);
});

test("boot shows no link while an admin is signed in with one, and says how to make another", async () => {
  await startTestSession(null);
  const shown = watchLog();
  const said = vi.spyOn(log, "info");
  await announceSignInLink();
  expect(shown).not.toHaveBeenCalled();
  expect(said.mock.calls.flat().join()).toContain("npm run sign-in-link");
  expect(await (await database()).$count(signInLinks)).toBe(0);

  await (await database()).update(sessions).set({ seenAt: new Date(0) });
  await announceSignInLink();
  expect(shown).toHaveBeenCalledTimes(1);
});

test("an operator can make another link, which replaces the one before it", async () => {
  const old = await createSignInLink();
  const sentence = await describeNewLink();
  expect(sentence.match(/https?:/g)).toHaveLength(1);
  const [, token = ""] =
    /^Sign in .*: http:\/\/localhost:3000\/sign-in\/link\?token=([\w-]+)$/.exec(sentence) ?? [];
  expect(await consumeSignInLink(old)).toBe(false);
  expect(await consumeSignInLink(token)).toBe(true);
});

test("an operator gets no link with a provider, in the sandbox, or before the first start", async () => {
  Object.assign(env, { OIDC_ISSUER: "https://id.example", OIDC_CLIENT_ID: "c", OIDC_CLIENT_SECRET: "s" });
  await expect(describeNewLink()).rejects.toThrow("one-time links are off once a provider is set up");
  env.OIDC_ISSUER = undefined;
  const db = await database();
  await db.update(storeOwner).set({ kind: "sandbox" });
  await expect(describeNewLink()).rejects.toThrow("This is the sandbox");
  await db.delete(storeOwner);
  await expect(describeNewLink()).rejects.toThrow("start Castellan first");
  expect(await db.$count(signInLinks)).toBe(0);
});

const host = "castellan.example:3000";
const headers = { host, origin: `http://${host}` };
const press = (token: string, more: Record<string, string> = {}) =>
  route.POST(
    new Request(`http://${host}/api/sign-in-link`, {
      method: "POST",
      headers: { ...headers, ...more },
      body: new URLSearchParams({ token }),
    }),
  );

test("the button signs in as the link itself, an admin", async () => {
  const response = await press(await createSignInLink());
  expect(response.status).toBe(303);
  expect(response.headers.get("location")).toBe(`http://${host}/`);
  const [cookie = ""] = response.headers.getSetCookie();
  expect(cookie).toMatch(/; HttpOnly; SameSite=lax$/i);
  const token = /^castellan\.session=([^;]+)/.exec(cookie)?.[1] ?? "";
  const actor = await inRequest({ as: { token } }, currentActor);
  expect(actor).toMatchObject({ id: "link", persona: "admin", email: "one-time link" });
});

test("a used, wrong, or endless link leads to sign-in with the reason", async () => {
  const token = await createSignInLink();
  await press(token);
  for (const tried of [token, "wrong", "", "x".repeat(2_000)]) {
    const response = await press(tried);
    expect(response.headers.get("location")).toBe(`http://${host}/sign-in?error=link`);
    expect(response.headers.getSetCookie()).toEqual([]);
  }
});

test("only the button uses a link up: no address does, and no form of another site", async () => {
  const token = await createSignInLink();
  expect(Object.keys(route)).toEqual(["POST"]);
  for (const origin of ["https://evil.example", "null", ""])
    expect((await press(token, { origin })).status).toBe(403);
  expect((await press(token)).headers.get("location")).toBe(`http://${host}/`);
});

test("guesses from one address are limited, and the right link still opens from there", async () => {
  const token = await createSignInLink();
  const from = { "x-castellan-peer": "192.0.2.44" };
  for (let guess = 0; guess < 20; guess++)
    expect((await press("guess", from)).headers.get("location")).toContain("error=link");
  expect((await press("guess", from)).headers.get("location")).toContain("error=limited");
  expect((await press(token, from)).headers.get("location")).toBe(`http://${host}/`);
});
