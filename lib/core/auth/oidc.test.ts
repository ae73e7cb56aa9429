import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { desc } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { signInAttempts } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { createAuthHandler } from "./handler";
import { toReauthentication } from "./reauthentication";
import { isFresh } from "./step-up";
import { openTestBrowser } from "./test-browser";
import { addMember } from "./test-directory";
import { client, startTestProvider, type TestProvider, visitProvider } from "./test-provider";
import { testOrigin } from "./test-request";
import { restartWith } from "./test-rotation";

const handle = createAuthHandler({
  refreshMember: async () => undefined,
  restorePersona: async () => undefined,
  noteSignIn: async () => undefined,
});
const tenant = "9f2c1c8e-6c0b-4a6e-9f43-3f5a0c1d2e3f";
const ada = "ada@northwind.example";
let provider: TestProvider;
let entra: TestProvider;

beforeAll(async () => {
  provider = await startTestProvider(["oidc", "okta"]);
  entra = await startTestProvider(["entra"], { path: `/${tenant}/v2.0` });
  const [id, secret] = [client.client_id, client.client_secret];
  Object.assign(env, {
    ...{ OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: id, OIDC_CLIENT_SECRET: secret },
    ...{ OKTA_ISSUER: `${provider.issuer}/`, OKTA_CLIENT_ID: id, OKTA_CLIENT_SECRET: secret },
    ...{ ENTRA_TENANT_ID: tenant, ENTRA_CLIENT_ID: id, ENTRA_CLIENT_SECRET: secret },
    ENTRA_AUTHORITY: new URL(entra.issuer).origin,
  });
});

afterAll(() => Promise.all([provider.stop(), entra.stop()]));

beforeEach(async () => {
  await resetDatabase();
  Object.assign(provider, { aheadSeconds: 0, claims: { email_verified: true }, userinfo: null });
  await addMember("ada", "admin");
});

afterEach(() => {
  Object.assign(env, { OIDC_EMAIL_DOMAINS: undefined, ADMIN_PROVIDERS: undefined });
});

async function signIn(email: string, { method = "oidc", isCancelled = false } = {}) {
  const browser = openTestBrowser(handle, { "x-castellan-peer": "192.0.2.7" });
  return comeBy(browser, `signin/${method}`, email, { isCancelled });
}

async function comeBy(
  browser: ReturnType<typeof openTestBrowser>,
  way: `signin/${string}`,
  email: string,
  { isCancelled = false, callbackUrl = "/cost" } = {},
) {
  const [, method] = /^signin\/(\w+)/.exec(way) ?? [];
  const sent = await browser.post(way, { callbackUrl });
  const start = sent.headers.get("location") ?? "";
  const back = await visitProvider(start, email, isCancelled);
  const response = await browser.ask(`callback/${method}${back.search}`);
  return {
    browser,
    start,
    back,
    location: response.headers.get("location"),
    session: await browser.session(),
  };
}

async function lastAttempt() {
  const db = await database();
  const [newest] = await db.select().from(signInAttempts).orderBy(desc(signInAttempts.at)).limit(1);
  return newest;
}

const attempt = { address: "192.0.2.7", method: "oidc", email: ada };

test("a member whose email the provider has verified comes back signed in", async () => {
  const { start, location, session } = await signIn(ada);
  for (const name of ["code_challenge", "state", "nonce"])
    expect(new URL(start).searchParams.get(name)).toBeTruthy();
  expect(location).toBe(`${testOrigin}/cost`);
  expect(session).toMatchObject({ method: "oidc", email: ada });
  expect(await lastAttempt()).toMatchObject({ ...attempt, outcome: "succeeded" });
});

describe("a sign-in during which the secret is rotated", () => {
  const [old, fresh] = ["o".repeat(32), "n".repeat(32)];
  afterEach(() => restartWith(undefined));

  test.each([
    ["ends as it started, with the previous secret", old, { email: ada }],
    ["starts again without it", undefined, null],
  ])("%s", async (_, previous, session) => {
    restartWith(old);
    const browser = openTestBrowser(handle, { "x-castellan-peer": "192.0.2.7" });
    const sent = await browser.post("signin/oidc", { callbackUrl: "/cost" });
    const back = await visitProvider(sent.headers.get("location") ?? "", ada, false);
    restartWith(fresh, previous);
    await browser.ask(`callback/oidc${back.search}`);
    if (session) expect(await browser.session()).toMatchObject(session);
    else expect(await browser.session()).toBeNull();
  });
});

test.each([false, undefined, "true"])("an email with email_verified %s is refused", async (verified) => {
  provider.claims = { email_verified: verified };
  const { location, session } = await signIn(ada);
  expect(location).toBe("/sign-in?error=unverified");
  expect(session).toBeNull();
  expect(await lastAttempt()).toMatchObject({ ...attempt, outcome: "unverified" });
});

describe("an address and its verification come from one document:", () => {
  const eve = "eve@evil.example";
  test.each([
    ["the ID token verifies another address", { email: eve, email_verified: true }, { email: ada }, eve],
    ["the ID token has an address alone", { email: eve }, { email: ada, email_verified: true }, ada],
    ["userinfo verifies nothing", {}, { email_verified: true, email: undefined }, null],
    ["the ID token denies it", { email_verified: false }, { email_verified: true }, null],
  ])("%s", async (_, claims, userinfo, believed) => {
    provider.claims = claims;
    provider.userinfo = userinfo;
    const { location, session } = await signIn(ada);
    expect(await lastAttempt()).toMatchObject({ email: believed ?? ada });
    if (believed === ada) expect(session).toMatchObject({ email: ada });
    else expect(location).toBe(`/sign-in?error=${believed === eve ? "stranger" : "unverified"}`);
  });
});

test.each([
  ["a Kelvin sign, whose lower case is a k", "\u212Aim@northwind.example"],
  ["a dotless i", "k\u0131m@northwind.example"],
  ["a Cyrillic letter", "k\u0456m@northwind.example"],
  ["a full-width letter", "\uff4bim@northwind.example"],
  ["a zero-width space", "kim@northwind.example\u200b"],
  ["a line feed", "kim@northwind.example\n"],
])("an address with %s is refused, whoever it looks like", async (_, email) => {
  await addMember("kim", "admin");
  provider.claims = { email, email_verified: true };
  const { location, session } = await signIn(ada);
  expect(location).toBe("/sign-in?error=odd_address");
  expect(session).toBeNull();
  expect(await lastAttempt()).toMatchObject({ outcome: "odd_address" });
});

test("a provider speaks for its domains alone, and for no part of a name", async () => {
  env.OIDC_EMAIL_DOMAINS = ["northwind.example"];
  for (const email of [
    "eve@evil.example",
    "eve@northwind.example.evil.example",
    "eve@sub.northwind.example",
    "ada@northwind.example@evil.example",
  ])
    expect((await signIn(email)).location, email).toBe("/sign-in?error=foreign_domain");
  expect(await lastAttempt()).toMatchObject({ outcome: "foreign_domain" });
  expect((await signIn("Ada@Northwind.Example")).session).toMatchObject({ email: ada });
  expect((await signIn("eve@evil.example", { method: "okta" })).location).toBe("/sign-in?error=stranger");
});

test("admins come by the providers that are theirs, others by all", async () => {
  await addMember("bob", "billing");
  env.ADMIN_PROVIDERS = ["okta"];
  expect((await signIn(ada)).location).toBe("/sign-in?error=not_for_admins");
  expect(await lastAttempt()).toMatchObject({ ...attempt, outcome: "not_for_admins" });
  expect((await signIn("bob@northwind.example")).session).toMatchObject({ email: "bob@northwind.example" });
  expect((await signIn(ada, { method: "okta" })).session).toMatchObject({ email: ada });
});

test("a person whom the organization does not know is refused", async () => {
  const { location, session } = await signIn("eve@evil.example");
  expect(location).toBe("/sign-in?error=stranger");
  expect(session).toBeNull();
  expect(await lastAttempt()).toMatchObject({ email: "eve@evil.example", outcome: "stranger" });
});

test("turning back at the provider leads to sign-in with the reason", async () => {
  const { back, location, session } = await signIn(ada, { isCancelled: true });
  expect(back.searchParams.get("error")).toBe("access_denied");
  expect(location).toMatch(/error=(Callback|OAuthCallback)$/);
  expect(session).toBeNull();
  expect(await lastAttempt()).toMatchObject({ ...attempt, email: null, outcome: "cancelled" });
});

test("an answer that belongs to another browser's sign-in is refused", async () => {
  const { back } = await signIn(ada);
  const other = openTestBrowser(handle);
  await other.post("signin/oidc", { callbackUrl: "/" });
  const response = await other.ask(`callback/oidc${back.search}`);
  expect(response.headers.get("location")).toMatch(/error=OAuthCallback$/);
  expect(await other.session()).toBeNull();
});

test("an answer that is used again is refused", async () => {
  const { browser, back } = await signIn(ada);
  browser.jar.delete("castellan.session");
  await browser.ask(`callback/oidc${back.search}`);
  expect(await browser.session()).toBeNull();
});

test("a provider that is down leads to sign-in with the reason", async () => {
  env.OIDC_ISSUER = "http://127.0.0.1:1";
  const response = await openTestBrowser(handle).post("signin/oidc", { callbackUrl: "/" });
  env.OIDC_ISSUER = provider.issuer;
  expect(response.headers.get("location")).toMatch(/error=OAuthSignin$/);
});

describe("a provider whose clock", () => {
  test.each([5, -5])("a provider whose clock is %i seconds off is believed", async (seconds) => {
    provider.aheadSeconds = seconds;
    expect((await signIn(ada)).session).toMatchObject({ email: ada });
  });

  test("a provider whose clock is so far behind that its answers have expired lets no one in", async () => {
    provider.aheadSeconds = -3_600;
    const { location, session } = await signIn(ada);
    expect(session).toBeNull();
    expect(location).toMatch(/error=OAuthCallback$/);
    expect(await lastAttempt()).toMatchObject({ outcome: "provider" });
  });
});

test("Okta is another such provider, with a button of its own", async () => {
  expect((await signIn(ada, { method: "okta" })).session).toMatchObject({ email: ada });
  provider.claims = { email_verified: false };
  expect((await signIn(ada, { method: "okta" })).location).toBe("/sign-in?error=unverified");
});

describe("Entra ID, which sends no email_verified,", () => {
  test.each([
    ["the domain's owner is verified", { tid: tenant, xms_edov: true }, true],
    ["the domain's owner is verified, as a text", { tid: tenant, xms_edov: "1" }, true],
    ["the domain's owner is not verified", { tid: tenant, xms_edov: false }, false],
    ["no such claim is sent", { tid: tenant }, false],
    ["only email_verified is sent", { tid: tenant, email_verified: true }, false],
    ["it is another tenant", { tid: tenant.replace("9", "8"), xms_edov: true }, false],
  ])("Entra ID, which sends no email_verified, where %s: %j is let in: %s", async (_, claims, isLetIn) => {
    entra.claims = claims;
    const { session, location } = await signIn(ada, { method: "entra" });
    if (isLetIn) expect(session).toMatchObject({ email: ada });
    else expect(location).toBe("/sign-in?error=unverified");
  });
});

describe("GitHub", () => {
  let server: Server;
  let emails: object[] = [];
  let membership: object | undefined;
  const active = { state: "active", organization: { login: "Northwind" }, user: { id: 7 } };

  beforeAll(async () => {
    const answers: Record<string, () => unknown> = {
      "/login/oauth/access_token": () => ({ access_token: "t", token_type: "bearer", scope: "user:email" }),
      "/api/v3/user": () => ({ id: 7, login: "ada", name: null, email: ada }),
      "/api/v3/user/emails": () => emails,
      "/api/v3/user/memberships/orgs/northwind": () => membership,
    };
    server = createServer((request, response) => {
      const answer = answers[request.url?.split("?")[0] ?? ""]?.();
      response.writeHead(answer ? 200 : 404, { "content-type": "application/json" });
      response.end(JSON.stringify(answer ?? {}));
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    const { port } = server.address() as AddressInfo; // Sound: it listens on a port.
    const GITHUB_URL = `http://127.0.0.1:${port}`;
    const app = { GITHUB_CLIENT_ID: "c", GITHUB_CLIENT_SECRET: "s", GITHUB_ORG: "northwind" };
    Object.assign(env, { GITHUB_URL, ...app });
  });
  beforeEach(() => {
    membership = active;
  });
  afterAll(() => {
    server.close();
  });

  test.each([
    ["verified primary", [{ email: ada, primary: true, verified: true }], true],
    ["unverified primary", [{ email: ada, primary: true, verified: false }], false],
    [
      "verified, but not primary",
      [
        { email: "ada@home.example", primary: true, verified: true },
        { email: ada, primary: false, verified: true },
      ],
      false,
    ],
    ["only public", [], false],
  ])("an address that is %s lets in: %#", async (_, listed, isLetIn) => {
    emails = listed;
    const { session } = await signInByGitHub();
    if (isLetIn) expect(session).toMatchObject({ email: ada });
    else expect(session).toBeNull();
  });

  test.each([
    ["is nobody's", undefined],
    ["is still an invitation", { ...active, state: "pending" }],
    ["is of another organization", { ...active, organization: { login: "evil" } }],
    ["is of another person", { ...active, user: { id: 8 } }],
    ["cannot be read", { message: "odd" }],
  ])("a membership that %s lets nobody in, whatever their address", async (_, answer) => {
    emails = [{ email: ada, primary: true, verified: true }];
    membership = answer;
    const { session, location } = await signInByGitHub();
    expect(location).toBe("/sign-in?error=outside_account");
    expect(session).toBeNull();
    expect(await lastAttempt()).toMatchObject({ email: ada, outcome: "outside_account" });
  });

  test("GitHub proves no time, so the sign-in isn't recent, and GitHub isn't offered to confirm", async () => {
    emails = [{ email: ada, primary: true, verified: true }];
    const { session } = await signInByGitHub();
    expect(session).toMatchObject({ authenticatedAt: null, providerTime: "never", acr: null, amr: [] });
    expect(await isFresh({ session })).toBe(false);
    expect(await toReauthentication("github", ada)).toMatchObject({ provider: null, timeless: "GitHub" });
  });

  async function signInByGitHub() {
    const browser = openTestBrowser(handle);
    const sent = await browser.post("signin/github", { callbackUrl: "/" });
    const { searchParams } = new URL(sent.headers.get("location") ?? "");
    expect(searchParams.get("code_challenge")).toBeTruthy();
    expect(searchParams.get("scope")).toContain("read:org");
    const response = await browser.ask(`callback/github?code=c&state=${searchParams.get("state")}`);
    return { session: await browser.session(), location: response.headers.get("location") };
  }
});

describe("a callback that belongs to no sign-in of this browser", () => {
  const forged = "callback/oidc?code=guessed&state=guessed";
  const listAttempts = async () => (await database()).select().from(signInAttempts);

  test("a callback that belongs to no sign-in of this browser isn't counted as an attempt and locks no one out", async () => {
    const attacker = openTestBrowser(handle, { "x-castellan-peer": "192.0.2.7" });
    for (let tries = 0; tries < 25; tries++) {
      const answer = await attacker.ask(forged);
      expect(answer.headers.get("location")).toBe(`${testOrigin}/sign-in?error=OAuthCallback`);
    }
    expect(await listAttempts()).toEqual([]);
    expect((await signIn(ada)).session).not.toBeNull();
  });

  test.each(["nonsense", ""])(
    "a callback whose state cookie is %j isn't counted as an attempt either",
    async (value) => {
      const attacker = openTestBrowser(handle);
      attacker.jar.set("castellan.state", value);
      await attacker.ask(forged);
      expect(await listAttempts()).toEqual([]);
    },
  );

  test("a callback whose state is of another sign-in or provider isn't counted as an attempt either", async () => {
    const attacker = openTestBrowser(handle);
    const sent = await attacker.post("signin/oidc", { callbackUrl: "/" });
    const state = new URL(sent.headers.get("location") ?? "").searchParams.get("state");
    await attacker.ask(forged);
    await attacker.ask(`callback/okta?code=guessed&state=${state}`);
    expect(await listAttempts()).toEqual([]);
  });

  test("a sign-in is answered once, and its cookie can't be sent again", async () => {
    const attacker = openTestBrowser(handle);
    const sent = await attacker.post("signin/oidc", { callbackUrl: "/" });
    const state = new URL(sent.headers.get("location") ?? "").searchParams.get("state");
    const kept = new Map(attacker.jar);
    for (let tries = 0; tries < 25; tries++) {
      for (const [name, value] of kept) attacker.jar.set(name, value);
      await attacker.ask(`callback/oidc?code=guessed&state=${state}`);
    }
    expect((await listAttempts()).map(({ outcome }) => outcome)).toEqual(["provider"]);
    expect((await signIn(ada)).session).not.toBeNull();
  });
});
