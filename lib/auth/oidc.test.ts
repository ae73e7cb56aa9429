import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { desc } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { signInAttempts } from "@/lib/db/access-tables";
import { database } from "@/lib/db/client";
import { resetDatabase } from "@/lib/db/test-database";
import { env } from "@/lib/env";
import { createAuthHandler } from "./handler";
import { openTestBrowser } from "./test-browser";
import { addMember } from "./test-directory";
import { client, startTestProvider, type TestProvider, visitProvider } from "./test-provider";
import { testOrigin } from "./test-request";

const handle = createAuthHandler(async () => undefined);
const tenant = "9f2c1c8e-6c0b-4a6e-9f43-3f5a0c1d2e3f";
const ada = "ada@northwind.example";
let provider: TestProvider;
let entra: TestProvider;

beforeAll(async () => {
  provider = await startTestProvider(["oidc", "okta"]);
  entra = await startTestProvider(["entra"], `/${tenant}/v2.0`);
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
  Object.assign(provider, { aheadSeconds: 0, claims: { email_verified: true } });
  await addMember("ada", "admin");
});

async function signIn(email: string, { method = "oidc", isCancelled = false } = {}) {
  const browser = openTestBrowser(handle, { "x-castellan-peer": "192.0.2.7" });
  const sent = await browser.post(`signin/${method}`, { callbackUrl: "/cost" });
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

test("a member whose e-mail the provider has verified comes back signed in", async () => {
  const { start, location, session } = await signIn(ada);
  for (const name of ["code_challenge", "state", "nonce"])
    expect(new URL(start).searchParams.get(name)).toBeTruthy();
  expect(location).toBe(`${testOrigin}/cost`);
  expect(session).toMatchObject({ kind: "person", email: ada });
  expect(await lastAttempt()).toMatchObject({ ...attempt, outcome: "succeeded" });
});

test.each([false, undefined, "true"])("an e-mail with email_verified %s is refused", async (verified) => {
  provider.claims = { email_verified: verified };
  const { location, session } = await signIn(ada);
  expect(location).toBe("/sign-in?error=unverified");
  expect(session).toBeNull();
  expect(await lastAttempt()).toMatchObject({ ...attempt, outcome: "unverified" });
});

test("a person whom the organisation does not know is refused", async () => {
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
  test.each([5, -5])("is %i seconds off is believed", async (seconds) => {
    provider.aheadSeconds = seconds;
    expect((await signIn(ada)).session).toMatchObject({ email: ada });
  });

  test("is so far behind that its answers are out of date is not", async () => {
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

describe("Entra ID, which tells no email_verified,", () => {
  test.each([
    ["the domain's owner is verified", { tid: tenant, xms_edov: true }, true],
    ["the domain's owner is verified, as a text", { tid: tenant, xms_edov: "1" }, true],
    ["the domain's owner is not verified", { tid: tenant, xms_edov: false }, false],
    ["nothing is told", { tid: tenant }, false],
    ["only email_verified is told", { tid: tenant, email_verified: true }, false],
    ["it is another tenant", { tid: tenant.replace("9", "8"), xms_edov: true }, false],
  ])("where %s: %j is let in: %s", async (_, claims, isLetIn) => {
    entra.claims = claims;
    const { session, location } = await signIn(ada, { method: "entra" });
    if (isLetIn) expect(session).toMatchObject({ email: ada });
    else expect(location).toBe("/sign-in?error=unverified");
  });
});

describe("GitHub", () => {
  let server: Server;
  let emails: object[] = [];

  beforeAll(async () => {
    const answers: Record<string, () => unknown> = {
      "/login/oauth/access_token": () => ({ access_token: "t", token_type: "bearer", scope: "user:email" }),
      // The public profile shows an address that anyone may have typed.
      "/api/v3/user": () => ({ id: 7, login: "ada", name: null, email: ada }),
      "/api/v3/user/emails": () => emails,
    };
    server = createServer((request, response) => {
      const answer = answers[request.url?.split("?")[0] ?? ""];
      response.writeHead(answer ? 200 : 404, { "content-type": "application/json" });
      response.end(JSON.stringify(answer?.() ?? {}));
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    const { port } = server.address() as AddressInfo; // Sound: it listens on a port.
    const GITHUB_URL = `http://127.0.0.1:${port}`;
    Object.assign(env, { GITHUB_URL, GITHUB_CLIENT_ID: "c", GITHUB_CLIENT_SECRET: "s" });
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
    const browser = openTestBrowser(handle);
    const sent = await browser.post("signin/github", { callbackUrl: "/" });
    const start = new URL(sent.headers.get("location") ?? "");
    expect(start.searchParams.get("code_challenge")).toBeTruthy();
    await browser.ask(`callback/github?code=c&state=${start.searchParams.get("state")}`);
    const session = await browser.session();
    if (isLetIn) expect(session).toMatchObject({ email: ada });
    else expect(session).toBeNull();
  });
});
