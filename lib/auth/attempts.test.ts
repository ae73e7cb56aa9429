import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { signInAttempts } from "@/lib/db/access-tables";
import { database } from "@/lib/db/client";
import { resetDatabase } from "@/lib/db/test-database";
import { env } from "@/lib/env";
import { personas } from "@/lib/sandbox/personas";
import { recordAttempt } from "./attempts";
import { getClientAddress } from "./client-address";
import { createAuthHandler } from "./handler";
import { openTestBrowser } from "./test-browser";
import { addMember } from "./test-directory";

const handle = createAuthHandler(async () => undefined);
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

test("after twenty failures an address waits a quarter of an hour, and others do not", async () => {
  const guesser = from("192.0.2.1");
  for (let tries = 0; tries < 20; tries++) await guesser.signIn("finance");
  for (let tries = 0; tries < 3; tries++) {
    const refused = await guesser.signIn("admin");
    expect(refused.status).toBe(429);
    expect((await refused.json()).url).toMatch(/\/sign-in\?error=limited$/);
  }
  expect(await guesser.session()).toBeNull();
  expect(await listOutcomes()).toEqual([...Array.from({ length: 20 }, () => "stranger"), "limited"]);
  const other = from("192.0.2.2");
  await other.signIn("admin");
  expect(await other.session()).not.toBeNull();
  vi.advanceTimersByTime(15 * 60_000);
  await guesser.signIn("admin");
  expect(await guesser.session()).not.toBeNull();
});

test("neither those who get in nor those who turn back use up what an office has", async () => {
  for (let tries = 0; tries < 40; tries++)
    await recordAttempt(
      { address: "192.0.2.1", method: "oidc", email: null },
      tries % 2 ? "succeeded" : "cancelled",
    );
  const browser = from("192.0.2.1");
  await browser.signIn("admin");
  expect(await browser.session()).not.toBeNull();
});

test("a form that is not ours is no attempt, and a provider that is not there is none", async () => {
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
  [0, "192.0.2.9", "203.0.113.5", "192.0.2.9"],
  [1, "10.0.0.1", "1.1.1.1, 203.0.113.5", "203.0.113.5"],
  [2, "10.0.0.1", "1.1.1.1, 203.0.113.5, 10.0.0.2", "203.0.113.5"],
  [1, "10.0.0.1", "", "10.0.0.1"],
  [0, "::ffff:192.0.2.9", "", "192.0.2.9"],
  [0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"],
  [0, "2001:db8::6", "", "2001:db8:0:0::/64"],
  [0, "::1", "", "::1"],
])("behind %i proxies %s with %j is told as %s", (proxies, peer, forwarded, told) => {
  env.TRUSTED_PROXIES = proxies;
  const headers = new Headers({ "x-castellan-peer": peer, "x-forwarded-for": forwarded });
  expect(getClientAddress(headers)).toBe(told);
});
