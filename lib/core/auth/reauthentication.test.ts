import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { database } from "@/lib/core/db/client";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { putSettings } from "@/lib/core/settings/store";
import { createAuthHandler } from "./handler";
import { confirmedPath, toOtherAccount, toReauthentication } from "./reauthentication";
import { endSessionsOf, findSession } from "./session-store";
import { isFresh, mayAddFirstPasskey } from "./step-up";
import { openTestBrowser } from "./test-browser";
import { addMember } from "./test-directory";
import { client, startTestProvider, type TestProvider, visitProvider } from "./test-provider";
import { startTestSession, testOrigin } from "./test-request";

const handle = createAuthHandler({
  refreshMember: async () => undefined,
  restorePersona: async () => undefined,
  noteSignIn: async () => undefined,
});
const ada = "ada@northwind.example";
const bob = "bob@northwind.example";
const hourMs = 3_600_000;
let provider: TestProvider;

beforeAll(async () => {
  provider = await startTestProvider(["oidc"]);
  provider.claims = { email_verified: true };
  const [id, secret] = [client.client_id, client.client_secret];
  Object.assign(env, { OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: id, OIDC_CLIENT_SECRET: secret });
});

afterAll(() => provider.stop());

beforeEach(async () => {
  await resetDatabase();
  await addMember("ada", "admin");
  await addMember("bob", "admin");
  Object.assign(provider, { proof: {}, userinfo: null, hidesTime: false });
});

async function endAll(email: string) {
  await (await database()).transaction((tx) => endSessionsOf(tx, email));
}

async function confirm(email: string, as = ada, meanwhile = async () => {}) {
  const then = new Date(Date.now() - hourMs);
  const { token } = await startTestSession(as, { method: "oidc", authenticatedAt: then });
  const browser = openTestBrowser(handle);
  browser.jar.set("castellan.session", token);
  const way = (await toReauthentication("oidc", as)).provider?.way ?? "signin/none";
  const sent = await browser.post(way, { callbackUrl: confirmedPath });
  const start = sent.headers.get("location") ?? "";
  const back = await visitProvider(start, email);
  await meanwhile();
  const answer = await browser.ask(`callback/oidc${back.search}`);
  const old = await findSession(token);
  return { start, location: answer.headers.get("location"), session: await browser.session(), old, then };
}

test("the provider is asked for a fresh sign-in, whatever session it has", async () => {
  const { start } = await confirm(ada);
  const { searchParams } = new URL(start);
  expect(Object.fromEntries(searchParams)).toMatchObject({ prompt: "login", max_age: "0" });
});

test("the same person has a new session with the time of the provider; the old one is over", async () => {
  const { location, session, old } = await confirm(ada);
  expect(location).toBe(`${testOrigin}${confirmedPath}`);
  expect(session).toMatchObject({ email: ada, method: "oidc" });
  expect(Date.now() - (session?.authenticatedAt?.getTime() ?? 0)).toBeLessThan(60_000);
  expect(old).toBeNull();
});

test("another person, even an admin, doesn't confirm it, and the old session stays as stale as it was", async () => {
  const { location, session, old, then } = await confirm(bob);
  expect(location).toBe(`${confirmedPath}?error=other_person`);
  expect(session).toMatchObject({ email: ada, authenticatedAt: then });
  expect(old).not.toBeNull();
});

test("once the session has ended, nobody confirms it, not even its own person", async () => {
  for (const email of [bob, ada]) {
    const { location, session, old } = await confirm(email, ada, () => endAll(ada));
    expect(location).toBe("/sign-in?error=session_over");
    expect([session, old]).toEqual([null, null]);
  }
});

test("a plain sign-in asks for the time as well, without asking for the password again", async () => {
  const browser = openTestBrowser(handle);
  const sent = await browser.post("signin/oidc", { callbackUrl: "/" });
  const { searchParams } = new URL(sent.headers.get("location") ?? "");
  expect(searchParams.get("prompt")).toBeNull();
  expect(Number(searchParams.get("max_age"))).toBeGreaterThan(7 * 24 * 3_600);
  const back = await visitProvider(sent.headers.get("location") ?? "", ada);
  await browser.ask(`callback/oidc${back.search}`);
  expect((await browser.session())?.authenticatedAt).toBeInstanceOf(Date);
});

test("the provider can be asked for another account, and still says when the person signed in", async () => {
  const way = `signin/oidc${toOtherAccount("oidc")}` as const;
  const answer = await openTestBrowser(handle).post(way, { callbackUrl: "/" });
  const { searchParams } = new URL(answer.headers.get("location") ?? "");
  expect(searchParams.get("prompt")).toBe("login");
  expect(Number(searchParams.get("max_age"))).toBeGreaterThan(7 * 24 * 3_600);
});

test.each(["max_age=", "prompt=none&max_age=0", "scope=openid"])(
  "nobody asks the provider with %s in place of what we ask it",
  async (query) => {
    const answer = await openTestBrowser(handle).post(`signin/oidc?${query}`, { callbackUrl: confirmedPath });
    expect(answer.status).toBe(400);
    expect(answer.headers.get("location")).toBeNull();
  },
);

test.each([["max_age", "prompt"], ["max_age"]])(
  "an address from which %s was removed on the way to the provider confirms nothing",
  async (...removed) => {
    const browser = openTestBrowser(handle);
    const sent = await browser.post("signin/oidc", { callbackUrl: "/" });
    const start = new URL(sent.headers.get("location") ?? "");
    for (const name of removed) start.searchParams.delete(name);
    const back = await visitProvider(start.href, ada);
    await browser.ask(`callback/oidc${back.search}`);
    const session = await browser.session();
    expect(session).toMatchObject({ email: ada, authenticatedAt: null, providerTime: "withheld" });
    expect(await mayAddFirstPasskey({ email: ada, session })).toBe(false);
  },
);

test("someone who used the link has no provider to ask", async () => {
  const none = { provider: null, timeless: null, persona: null };
  expect(await toReauthentication("link", "one-time link")).toEqual(none);
});

test("a provider that proved no time isn't asked again; one that could have proven it is", async () => {
  const { provider: asked, timeless } = await toReauthentication("oidc", ada, "never");
  expect([asked, timeless]).toEqual([null, expect.any(String)]);
  expect((await toReauthentication("oidc", ada, "withheld")).provider).not.toBeNull();
});

describe("with a named acr required", () => {
  beforeEach(async () => {
    const db = await database();
    await db.transaction((tx) => putSettings(tx, "ada", { step_up_proof: { kind: "acr", acr: "gold" } }));
  });

  test.each<[TestProvider["proof"], boolean]>([
    [{ acr: "gold" }, true],
    [{ acr: "silver", amr: ["hwk"] }, false],
    [{}, false],
  ])("the provider is asked for it, and only its ID token with it confirms: %j", async (proof, isEnough) => {
    provider.proof = proof;
    const { start, session } = await confirm(ada);
    expect(new URL(start).searchParams.get("acr_values")).toBe("gold");
    expect(session).toMatchObject({ acr: proof.acr ?? null, providerTime: "sent" });
    expect(await isFresh({ session })).toBe(isEnough);
  });

  test("userinfo, which isn't signed, proves no acr", async () => {
    provider.userinfo = { email_verified: true, acr: "gold", amr: ["hwk"] };
    const { session } = await confirm(ada);
    expect(session).toMatchObject({ acr: null, amr: [] });
    expect(await isFresh({ session })).toBe(false);
  });

  test("a request that leaves it out isn't ours", async () => {
    const query = "prompt=login&max_age=0";
    const answer = await openTestBrowser(handle).post(`signin/oidc?${query}`, { callbackUrl: confirmedPath });
    expect(answer.status).toBe(400);
  });
});

test.each<[TestProvider["proof"], boolean]>([
  [{ acr: "phr" }, true],
  [{ acr: "phrh" }, true],
  [{ amr: ["pwd", "hwk"] }, true],
  [{ amr: ["pwd", "otp", "mfa"] }, false],
  [{}, false],
])("a phishing-resistant sign-in is one whose ID token says so: %j", async (proof, isEnough) => {
  const db = await database();
  await db.transaction((tx) =>
    putSettings(tx, "ada", { step_up_proof: { kind: "phishing_resistant", acr: null } }),
  );
  provider.proof = proof;
  expect(await isFresh({ session: (await confirm(ada)).session })).toBe(isEnough);
});

test("a provider whose description leaves the time out is still known to prove it after everyone has signed out", async () => {
  provider.hidesTime = true;
  const signIn = async (...removed: string[]) => {
    const browser = openTestBrowser(handle);
    const sent = await browser.post("signin/oidc", { callbackUrl: "/" });
    const start = new URL(sent.headers.get("location") ?? "");
    for (const name of removed) start.searchParams.delete(name);
    await browser.ask(`callback/oidc${(await visitProvider(start.href, ada)).search}`);
    return browser.session();
  };
  expect(await signIn()).toMatchObject({ providerTime: "sent" });
  const db = await database();
  await db.transaction((tx) => endSessionsOf(tx, ada));
  const session = await signIn("max_age");
  expect(session).toMatchObject({ authenticatedAt: null, providerTime: "withheld" });
  expect(await mayAddFirstPasskey({ email: ada, session })).toBe(false);
});
