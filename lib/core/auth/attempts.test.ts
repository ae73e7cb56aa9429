import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { signInAttempts } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { parseTrustedProxies } from "@/lib/core/env/trusted-proxies";
import { log } from "@/lib/core/log/log";
import { personas } from "@/lib/sandbox/personas";
import { recordAttempt } from "./attempts";
import { getClientAddress } from "./client-address";
import { createAuthHandler } from "./handler";
import { openTestBrowser } from "./test-browser";
import { addMember } from "./test-directory";

const handle = createAuthHandler({
  refreshMember: async () => undefined,
  restorePersona: async () => undefined,
  noteSignIn: async () => undefined,
});
const from = (address: string) => openTestBrowser(handle, { "x-castellan-peer": address });

beforeEach(async () => {
  await resetDatabase();
  await addMember("ines", "admin", { email: personas.admin });
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
  env.TRUSTED_PROXIES = 0;
});

async function listOutcomes() {
  const db = await database();
  const rows = await db.select().from(signInAttempts);
  return rows.map(({ outcome }) => outcome);
}

test("failures lock out no one behind the same address, and take one row", async () => {
  const guesser = from("192.0.2.1");
  for (let tries = 0; tries < 30; tries++) await guesser.signIn("finance");
  expect(await listOutcomes()).toEqual(["stranger"]);
  const colleague = from("192.0.2.1");
  await colleague.signIn("admin");
  expect(await colleague.session()).not.toBeNull();
});

test("the log has every attempt, also those that share a row", async () => {
  const said = vi.spyOn(log, "info");
  const attempt = { address: "192.0.2.1", method: "oidc", email: personas.admin };
  for (const outcome of ["stranger", "stranger", "succeeded", "succeeded"] as const)
    await recordAttempt(attempt, outcome);
  expect(await listOutcomes()).toEqual(["stranger", "succeeded"]);
  const signIns = said.mock.calls
    .map(([details]) => details)
    .filter((details) => "signIn" in Object(details));
  said.mockRestore();
  expect(signIns).toEqual(
    ["stranger", "stranger", "succeeded", "succeeded"].map((outcome) => ({
      signIn: { address: "192.0.2.1", method: "oidc", outcome },
    })),
  );
});

test("too many simultaneous sign-ins are refused for as long as they last", async () => {
  const all = Array.from({ length: 30 }, () => from("192.0.2.1"));
  await Promise.all(all.map((browser) => browser.signIn("admin")));
  const sessions = await Promise.all(all.map((browser) => browser.session()));
  expect(sessions.filter(Boolean).length).toBeGreaterThanOrEqual(20);
  const late = from("192.0.2.1");
  await late.signIn("admin");
  expect(await late.session()).not.toBeNull();
});

test.each([
  { "sec-fetch-dest": "image", "sec-fetch-site": "same-origin" },
  { "sec-fetch-dest": "script", "sec-fetch-site": "cross-site" },
  { "sec-fetch-dest": "iframe", "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" },
  { "sec-fetch-dest": "empty", "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" },
  { "sec-fetch-dest": "document", "sec-fetch-site": "none", "sec-purpose": "prefetch;prerender" },
])("a request that another page loads is neither counted nor handled, such as %j", async (headers) => {
  const browser = openTestBrowser(handle, headers);
  expect((await browser.ask("callback/sandbox")).status).toBe(403);
  expect(await listOutcomes()).toEqual([]);
});

test("a flood from many addresses takes a bounded number of rows, and hides no success", async () => {
  const failure = { method: "oidc", email: null };
  for (let each = 0; each < 520; each++)
    await recordAttempt({ ...failure, address: `2001:db8:0:${each.toString(16)}::/64` }, "stranger");
  await recordAttempt({ address: "192.0.2.1", method: "oidc", email: personas.admin }, "succeeded");
  const outcomes = await listOutcomes();
  expect(outcomes).toHaveLength(502);
  expect(outcomes).toContain("succeeded");
});

test("a form of another site and an unknown provider are no attempts", async () => {
  const browser = from("192.0.2.1");
  await browser.ask("callback/sandbox", { persona: "admin", csrfToken: "guessed" });
  await browser.ask("callback/oidc?error=x");
  expect(await listOutcomes()).toEqual([]);
});

test("attempts are kept for ninety days", async () => {
  const attempt = { address: "192.0.2.1", method: "oidc", email: "a\0b" };
  await recordAttempt(attempt, "stranger");
  vi.advanceTimersByTime(91 * 24 * 60 * 60_000);
  await recordAttempt(attempt, "failed");
  expect(await listOutcomes()).toEqual(["failed"]);
});

test.each([
  ["0", "192.0.2.9", "203.0.113.5", "192.0.2.9"],
  ["1", "10.0.0.1", "1.1.1.1, 203.0.113.5", "203.0.113.5"],
  ["2", "10.0.0.1", "1.1.1.1, 203.0.113.5, 10.0.0.2", "203.0.113.5"],
  ["1", "10.0.0.1", "", "10.0.0.1"],
  ["0", "::ffff:192.0.2.9", "", "192.0.2.9"],
  ["0", "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"],
  ["0", "2001:db8::6", "", "2001:db8:0:0::/64"],
  ["0", "::1", "", "::1"],
  ["1", "10.0.0.1", "203.0.113.5:41234", "203.0.113.5"],
  ["10.0.0.0/8", "10.0.0.1", "1.1.1.1, 203.0.113.5", "203.0.113.5"],
  ["10.0.0.0/8, 192.0.2.1", "192.0.2.1", "1.1.1.1, 203.0.113.5, 10.9.9.9", "203.0.113.5"],
  ["10.0.0.0/8", "::ffff:10.0.0.1", "203.0.113.5, ::ffff:10.0.0.2", "203.0.113.5"],
  ["10.0.0.0/8", "192.0.2.9", "203.0.113.5", "192.0.2.9"],
  ["10.0.0.0/8", "10.0.0.1", "", "10.0.0.1"],
  ["10.0.0.0/8", "10.0.0.1", "10.0.0.7, 10.0.0.2", "10.0.0.7"],
  ["10.0.0.0/8", "10.0.0.1", "203.0.113.5, unknown", "unknown"],
  ["2001:db8:1::/48", "2001:db8:1::2", "[2001:db8:2::3]:443", "2001:db8:2:0::/64"],
])("behind proxies %s, the address of %s with %j is %s", (proxies, peer, forwarded, expected) => {
  env.TRUSTED_PROXIES = parseTrustedProxies(proxies);
  const headers = new Headers({ "x-castellan-peer": peer, "x-forwarded-for": forwarded });
  expect(getClientAddress(headers)).toBe(expected);
});
