import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWTPayload, type KeyLike, SignJWT, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GET, HEAD, POST } from "@/app/api/provider-logout/[provider]/route";
import { readAudit, readAuditLog } from "@/lib/core/audit/test-log";
import { createAuthHandler } from "@/lib/core/auth/handler";
import { keepLogout } from "@/lib/core/auth/provider-logout-store";
import { createSession } from "@/lib/core/auth/session-store";
import { addMember } from "@/lib/core/auth/test-directory";
import {
  client,
  signInAtProvider,
  startTestProvider,
  type TestProvider,
} from "@/lib/core/auth/test-provider";
import { testOrigin } from "@/lib/core/auth/test-request";
import { sessions } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { logoutTokens } from "@/lib/core/db/identity-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { env } from "@/lib/core/env/env";

const ada = "ada@northwind.example";
const bob = "bob@northwind.example";
const event = "http://schemas.openid.net/event/backchannel-logout";
const handle = createAuthHandler({
  refreshMember: async () => undefined,
  restorePersona: async () => undefined,
  noteSignIn: async () => undefined,
});
let provider: TestProvider;
let frontOnly: TestProvider;
let receiver: Server;
let key: KeyLike;
const answers: number[] = [];

beforeAll(async () => {
  const pair = await generateKeyPair("RS256", { extractable: true });
  key = pair.privateKey;
  const jwks = { keys: [{ ...(await exportJWK(key)), kid: "test", use: "sig", alg: "RS256" }] };
  // Stands where this server would be: the provider's own request reaches our route.
  receiver = createServer(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { status } = await post(Buffer.concat(chunks).toString());
    answers.push(status);
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => {
    receiver.listen(0, "127.0.0.1", resolve);
  });
  const { port } = receiver.address() as AddressInfo; // Sound: it listens on a port.
  const sessionRequired = { backchannel_logout_session_required: true };
  provider = await startTestProvider(["oidc"], {
    more: { jwks, features: { backchannelLogout: { enabled: true } } },
    client: { backchannel_logout_uri: `http://127.0.0.1:${port}/`, ...sessionRequired },
  });
  frontOnly = await startTestProvider(["okta"], {
    more: { discovery: { frontchannel_logout_supported: true } },
  });
  const [id, secret] = [client.client_id, client.client_secret];
  Object.assign(env, { OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: id, OIDC_CLIENT_SECRET: secret });
  Object.assign(env, { OKTA_ISSUER: frontOnly.issuer, OKTA_CLIENT_ID: id, OKTA_CLIENT_SECRET: secret });
});
afterAll(() => {
  receiver.close();
  return Promise.all([provider.stop(), frontOnly.stop()]);
});

beforeEach(async () => {
  await resetDatabase();
  answers.length = 0;
  for (const one of [provider, frontOnly]) one.claims = { email_verified: true };
  await addMember("ada", "admin");
  await addMember("bob", "user");
});

const to = (name: string) => ({ params: Promise.resolve({ provider: name }) });
const address = "http://localhost:3000/api/provider-logout/oidc";

function post(body: string, name = "oidc") {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return POST(new Request(address, { method: "POST", headers, body }), to(name));
}

const send = (token: string, name = "oidc") =>
  post(new URLSearchParams({ logout_token: token }).toString(), name);

const signIn = async (account: string, method = "oidc") =>
  (await signInAtProvider(handle, account, method)).session;

async function listOpen() {
  const rows = await (await database()).select({ email: sessions.email }).from(sessions);
  return rows.map(({ email }) => email).toSorted();
}

type Changes = { [Claim in keyof JWTPayload]?: unknown };

/** A token as the provider would sign it, with `changes`; undefined leaves a claim out. */
function sign(changes: Changes = {}, signingKey: KeyLike | Uint8Array = key, alg = "RS256") {
  return new SignJWT(toClaims(changes))
    .setProtectedHeader({ alg, kid: "test", typ: "logout+jwt" })
    .sign(signingKey);
}

function toClaims(changes: Changes): JWTPayload {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: provider.issuer,
    aud: client.client_id,
    iat: now,
    exp: now + 120,
    jti: crypto.randomUUID(),
  };
  // Sound: some are wrong on purpose, and all are written as JSON.
  return { ...claims, sub: bob, events: { [event]: {} }, ...changes } as JWTPayload;
}

describe("a logout token", () => {
  const now = () => Math.floor(Date.now() / 1000);

  test("a logout token that the provider itself sends ends this session of its person, and the log says so", async () => {
    const [first, second] = [await signIn(bob), await signIn(bob)];
    await signIn(ada);
    expect(first?.providerSession).toEqual(expect.any(String));
    expect(first?.providerSession).not.toBe(second?.providerSession);
    const ours = await provider.own().Client.find(client.client_id);
    // Sound: its types leave out what it calls itself when someone signs out.
    const sender = ours as unknown as { backchannelLogout: (sub: string, sid: string) => Promise<unknown> };
    await sender.backchannelLogout(bob, first?.providerSession ?? "");
    expect(answers).toEqual([200]);
    expect(await listOpen()).toEqual([ada, bob]);
    expect(await readAudit()).toMatchObject({
      action: "session.end_by_provider",
      actorEmail: bob,
      targetLabel: bob,
      outcome: "succeeded",
      after: { method: "oidc", reason: "back_channel" },
    });
  });

  test("about an account ends all of its sessions, and no one else's", async () => {
    for (const email of [bob, bob, ada]) await signIn(email);
    const answer = await send(await sign());
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await listOpen()).toEqual([ada]);
  });

  describe("that comes after the provider said who someone is, but before they have a session", () => {
    let meanwhile = async () => {};
    const late = createAuthHandler({
      refreshMember: () => meanwhile(),
      restorePersona: async () => undefined,
      noteSignIn: async () => undefined,
    });
    const open = async (account: string) => (await signInAtProvider(late, account, "oidc")).location;
    const comes = (changes: Changes) => {
      meanwhile = async () => expect((await send(await sign(changes))).status).toBe(200);
    };

    test("about their account, lets no session open, and keeps out nobody else", async () => {
      comes({});
      expect(await open(bob)).toContain("error=");
      expect(await open(ada)).toBe(`${testOrigin}/`);
      expect(await listOpen()).toEqual([ada]);
    });

    test("about an earlier sign-in to the account, keeps nobody out", async () => {
      comes({ iat: now() - 30 });
      expect(await open(bob)).toBe(`${testOrigin}/`);
    });

    test("about another session of the account, keeps nobody out", async () => {
      comes({ sid: "another" });
      expect(await open(bob)).toBe(`${testOrigin}/`);
    });

    test("about this session, lets it not open, however old the token is", async () => {
      const { session } = await signInAtProvider(handle, bob, "oidc");
      const { issuer, subject, providerSession } = session ?? {};
      const named = { issuer: issuer ?? "", subject: subject ?? "", providerSession: providerSession ?? "" };
      await keepLogout("oidc", named, new Date(0));
      const again = {
        ...named,
        email: bob,
        method: "oidc",
        address: "",
        userAgent: "",
        authenticatedAt: null,
      };
      await expect(createSession(again)).rejects.toMatchObject({ code: "unauthenticated" });
      const other = { ...again, providerSession: "another" };
      expect(await createSession({ ...other, issuedAt: new Date() })).toEqual(expect.any(String));
    });
  });

  test("about nobody who is signed in is answered, and recorded nowhere", async () => {
    await signIn(ada);
    expect((await send(await sign())).status).toBe(200);
    expect(await readAuditLog()).toEqual([]);
    expect(await listOpen()).toEqual([ada]);
  });

  test.each<[string, () => Changes]>([
    ["of another issuer", () => ({ iss: "https://evil.example" })],
    ["for another application", () => ({ aud: "another" })],
    ["without an audience", () => ({ aud: undefined })],
    ["that has expired", () => ({ exp: now() - 120, iat: now() - 240 })],
    ["that never expires", () => ({ exp: undefined })],
    ["without a time", () => ({ iat: undefined })],
    ["that is old", () => ({ iat: now() - 3_600 })],
    ["from the future", () => ({ iat: now() + 3_600, exp: now() + 3_700 })],
    ["without events", () => ({ events: undefined })],
    ["with another event", () => ({ events: { "https://example.com/other": {} } })],
    ["with an event that is no object", () => ({ events: { [event]: true } })],
    ["with a nonce, as an ID token has", () => ({ nonce: "n" })],
    ["without an ID", () => ({ jti: undefined })],
    ["about no one", () => ({ sub: undefined })],
  ])("%s is refused", async (_, change) => {
    await signIn(bob);
    const answer = await send(await sign(change()));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ error: "invalid_request" });
    expect(await listOpen()).toEqual([bob]);
    expect((await send(await sign())).status).toBe(200);
  });

  test("a logout token that is used again is refused, also by another server", async () => {
    const token = await sign({ iat: now() - 1 });
    expect((await send(token)).status).toBe(200);
    await signIn(bob);
    expect((await send(token)).status).toBe(400);
    expect(await listOpen()).toEqual([bob]);
  });

  test("a logout token that isn't signed, or by a key that isn't the provider's, is refused", async () => {
    await signIn(bob);
    const { privateKey } = await generateKeyPair("RS256");
    const secret = new TextEncoder().encode(client.client_secret);
    const forged = [
      new UnsecuredJWT(toClaims({})).encode(),
      await sign({}, privateKey),
      await sign({}, secret, "HS256"),
      (await sign()).replace(/\.[^.]*$/, "."),
      "a.b.c",
      "",
    ];
    for (const token of forged) expect((await send(token)).status, token.slice(0, 20)).toBe(400);
    expect(await listOpen()).toEqual([bob]);
  });

  test("a logout token can be sent again if its sessions couldn't be ended", async () => {
    await signIn(bob);
    const token = await sign();
    const answer = await withBrokenTable("sessions", "delete", () => send(token));
    expect(answer.status).toBe(503);
    expect(await (await database()).$count(logoutTokens)).toBe(0);
    expect((await send(token)).status).toBe(200);
    expect(await listOpen()).toEqual([]);
  });

  test("a logout token for a provider that isn't set up is refused, and so is a huge one", async () => {
    expect((await send(await sign(), "google")).status).toBe(404);
    expect((await send("x".repeat(30_000))).status).toBe(400);
  });
});

describe("a frame at the provider's page", () => {
  const load = (search: Record<string, string>, name = "okta") =>
    GET(new Request(`${address}?${new URLSearchParams(search)}`), to(name));

  async function open() {
    const session = await signIn(bob, "okta");
    // This provider doesn't put its session into ID tokens without back-channel logout.
    await (await database()).update(sessions).set({ providerSession: "s-1" });
    return { iss: session?.issuer ?? "", sid: "s-1" };
  }

  test("a frame at the provider's page ends this session without a cookie, where the provider knows no other way", async () => {
    const named = await open();
    expect((await load(named)).status).toBe(200);
    expect(await listOpen()).toEqual([]);
    expect(await readAudit()).toMatchObject({
      action: "session.end_by_provider",
      after: { method: "okta", reason: "front_channel" },
    });
  });

  test("a frame at the provider's page ends nothing without the provider's session, or with another's", async () => {
    const { iss, sid } = await open();
    for (const search of [
      {},
      { iss },
      { sid },
      { iss: provider.issuer, sid },
      { iss, sid: "\0" },
      { iss, sid: "s".repeat(501) },
    ])
      expect((await load(search as Record<string, string>)).status).toBe(400);
    expect((await load({ iss, sid: "s-2" })).status).toBe(200);
    expect((await load({ iss, sid: "" })).status).toBe(400);
    expect(await listOpen()).toEqual([bob]);
  });

  test("a frame at the provider's page ends nothing where the provider can send a token", async () => {
    const session = await signIn(bob);
    const answer = await load({ iss: provider.issuer, sid: session?.providerSession ?? "" }, "oidc");
    expect(answer.status).toBe(404);
    expect(await listOpen()).toEqual([bob]);
  });

  test("a frame at the provider's page ends nothing when a program only looks at the address", () => {
    expect(HEAD().status).toBe(405);
  });
});
