import { NextRequest } from "next/server";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { GET, HEAD } from "@/app/api/sign-in-link/route";
import { signInLinks } from "@/lib/db/access-tables";
import { database } from "@/lib/db/client";
import { resetDatabase } from "@/lib/db/test-database";
import { env } from "@/lib/env";
import { createLog, log } from "@/lib/log";
import { currentActor } from "./session";
import { announceSignInLink, consumeSignInLink, createSignInLink } from "./sign-in-link";
import { ownTestStore } from "./test-owner";
import { inRequest } from "./test-request";

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
    { url: expect.stringMatching(/^http:\/\/localhost:3000\/api\/sign-in-link\?token=[\w-]{43}$/) },
    { url: expect.stringMatching(/^https:\/\/castellan\.example\/api\/sign-in-link\?token=[\w-]{43}$/) },
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

const host = "castellan.example:3000";
const open = (token: string) =>
  GET(new NextRequest(`http://${host}/api/sign-in-link?token=${token}`, { headers: { host } }));

test("opening the link signs in as the link itself, an admin", async () => {
  const response = await open(await createSignInLink());
  expect(response.status).toBe(303);
  expect(response.headers.get("location")).toBe(`http://${host}/`);
  const [cookie = ""] = response.headers.getSetCookie();
  expect(cookie).toMatch(/; HttpOnly; SameSite=lax$/i);
  const token = /^castellan\.session=([^;]+)/.exec(cookie)?.[1] ?? "";
  const actor = await inRequest({ as: { token } }, currentActor);
  expect(actor).toMatchObject({ id: "link", persona: "admin", email: "one-time link" });
});

test("a used or wrong link leads to sign-in with the reason", async () => {
  const token = await createSignInLink();
  await open(token);
  for (const tried of [token, "wrong", ""]) {
    const response = await open(tried);
    expect(response.headers.get("location")).toBe(`http://${host}/sign-in?error=link`);
    expect(response.headers.getSetCookie()).toEqual([]);
  }
});

test("a preview of the link does not use it up", async () => {
  expect(HEAD().status).toBe(405);
});

test("guesses from one address are limited, and the right link still opens from there", async () => {
  const token = await createSignInLink();
  const headers = { "x-castellan-peer": "192.0.2.44" };
  const open = async (given: string, more = {}) =>
    GET(
      new NextRequest(`http://localhost:3000/api/sign-in-link?token=${given}`, {
        headers: { ...headers, ...more },
      }),
    );
  for (let guess = 0; guess < 20; guess++)
    expect((await open("guess")).headers.get("location")).toContain("error=link");
  expect((await open("guess")).headers.get("location")).toContain("error=limited");
  expect((await open(token, { "sec-fetch-dest": "image" })).status).toBe(403);
  expect((await open(token)).headers.get("location")).toBe("http://localhost:3000/");
});
