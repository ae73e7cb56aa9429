import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { revokeOwnToken } from "@/lib/account/access-tokens/actions";
import { listOwnTokens } from "@/lib/account/access-tokens/store";
import { readAudit, readAuditLog } from "@/lib/core/audit/test-log";
import { authenticate } from "@/lib/core/auth/access-token";
import { peerHeader } from "@/lib/core/auth/client-address";
import { addMember } from "@/lib/core/auth/test-directory";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { inRequest, startTestSession } from "@/lib/core/auth/test-request";
import { accessTokens } from "@/lib/core/db/access-token-tables";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { oauthCredentials } from "@/lib/core/db/oauth-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { describeAction } from "@/lib/core/entry/test-action";
import { env } from "@/lib/core/env/env";
import { answerOAuth } from "./answer";
import {
  allow,
  connectApp,
  post,
  redirectUri,
  register,
  registerApp,
  toCodeGrant,
  toPair,
  toRefreshGrant,
} from "./test-connect";
import { connectionDays } from "./vocabulary";

const ada = "ada@northwind.example";
const bob = "bob@northwind.example";
type As = string | { token: string };
let clientId = "";

beforeEach(async () => {
  await resetDatabase();
  await addMember("ada", "admin");
  await addMember("bob", "user");
  clientId = await registerApp();
});

const listRows = async () => (await database()).select().from(accessTokens);
const listCredentials = async () => (await database()).select().from(oauthCredentials);

function sendTo(place: "api" | "mcp", token: string) {
  const headers = new Headers({ authorization: `Bearer ${token}`, [peerHeader]: "192.0.2.9" });
  return authenticate({ headers }, place);
}

const unknown = { code: "unauthenticated" };
const invalidGrant = { status: 400, body: { error: "invalid_grant" } };

describeAction<As>("connectClient", {
  run: (as) => allow(as, { clientId }),
  changed: async () =>
    expect(await listRows()).toMatchObject([{ owner: bob, persona: null, clientId, scopes: ["read"] }]),
  unchanged: async () => expect(await listRows()).toEqual([]),
  allowed: {
    by: { everyone: bob },
    audit: { targetLabel: "Analyst", after: { owner: bob, scopes: ["read"], days: 90, origin: "localhost" } },
  },
  forbidden: {
    by: {
      "an old session, such as a stolen one": () =>
        startTestSession(bob, { authenticatedAt: new Date(Date.now() - 3_600_000) }),
    },
    failure: { code: "step_up_required" },
    audit: { actorEmail: bob, errorCode: "step_up_required" },
  },
  refusedByApi: { absent: "Connections are Castellan's own; the API has none." },
  lost: { stored: { within: (run) => withBrokenTable("oauth_credentials", "insert", run) } },
});

describe("allowing an app", () => {
  test("refused beyond what the person may do, and what MCP serves", async () => {
    const beyond = { code: "refused", reason: "scope_beyond_rights" };
    expect((await allow(bob, { clientId, scopes: ["keys:write"] })).serverError).toMatchObject(beyond);
    expect((await allow(ada, { clientId, scopes: ["workspaces:write"] })).serverError).toMatchObject(beyond);
    expect((await allow(ada, { clientId, scopes: ["scim"] })).serverError).toMatchObject(beyond);
    const setting = vi.spyOn(env, "mcp", "get").mockReturnValue("read");
    expect((await allow(ada, { clientId, scopes: ["keys:write"] })).serverError).toMatchObject(beyond);
    setting.mockReturnValue("off");
    expect((await allow(ada, { clientId })).serverError).toMatchObject({ code: "not_available" });
    setting.mockRestore();
    expect(await listRows()).toEqual([]);
  });

  test.each([
    ["an app that this server hasn’t registered", { clientId: "WyJ4Il0.c2lnbmF0dXJl" }],
    ["an address that the app hasn’t registered", { redirectUri: "http://127.0.0.1/other" }],
    ["a challenge that isn’t a SHA-256", { challenge: "plain" }],
    ["another resource", { resource: "http://localhost:3000/api/v1" }],
  ])("refuses %s", async (_, given) => {
    expect((await allow(ada, { clientId, ...given })).serverError).toMatchObject({ code: "invalid" });
    expect(await listRows()).toEqual([]);
  });

  test("lasts five minutes until the app takes it up, and then its days", async () => {
    const before = Date.now();
    const { verifier, challenge } = toPair();
    const { data } = await allow(bob, { clientId, challenge });
    const [waiting] = await listRows();
    expect((waiting?.expiresAt.getTime() ?? 0) - before).toBeLessThan(301_000);
    const grant = toCodeGrant({ clientId, verifier, code: data?.token ?? "" });
    const { status, body } = await post("token", grant);
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: "Bearer", expires_in: 3_600, scope: "read" });
    const [taken] = await listRows();
    expect((taken?.expiresAt.getTime() ?? 0) - before).toBeGreaterThanOrEqual(connectionDays * 86_400_000);
    for (const { hash } of await listCredentials()) expect(JSON.stringify(body)).not.toContain(hash);
  });

  test("leaves nothing behind once nobody has taken it up", async () => {
    await allow(bob, { clientId });
    const db = await database();
    await db.update(accessTokens).set({ expiresAt: new Date(Date.now() - 1) });
    await allow(bob, { clientId });
    expect(await listRows()).toHaveLength(1);
    expect(await listCredentials()).toHaveLength(1);
  });
});

describe("a connection", () => {
  test("is for MCP alone, in the name of its person, who sees and ends it", async () => {
    const { id, access } = await connectApp(ada, { scopes: ["read", "keys:write"] });
    const { actor, token } = await sendTo("mcp", access);
    expect(actor).toMatchObject({ email: ada, persona: "admin" });
    expect(token.name).toBe("Analyst");
    await expect(sendTo("api", access)).rejects.toMatchObject(unknown);
    expect(await listOwnTokens(permitFor(newActor("admin", { email: ada }), "me:read"))).toMatchObject([
      { id, isConnection: true, state: "active" },
    ]);
    await inRequest({ as: ada }, () => revokeOwnToken({ id }));
    await expect(sendTo("mcp", access)).rejects.toMatchObject(unknown);
  });

  test("gives no refresh token or code a place where access tokens belong", async () => {
    const { refresh } = await connectApp(ada);
    await expect(sendTo("mcp", refresh)).rejects.toMatchObject(unknown);
  });

  test("ends with its person’s membership", async () => {
    const { access, refresh, clientId: id } = await connectApp(bob);
    const db = await database();
    await db.update(members).set({ goneAt: new Date() }).where(eq(members.id, "bob"));
    await expect(sendTo("mcp", access)).rejects.toMatchObject(unknown);
    expect(await post("token", toRefreshGrant({ clientId: id, refresh }))).toMatchObject(invalidGrant);
  });

  test("has access tokens that end after an hour", async () => {
    const { access, ...app } = await connectApp(bob);
    const db = await database();
    const isAccess = eq(oauthCredentials.kind, "access");
    await db
      .update(oauthCredentials)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(isAccess);
    await expect(sendTo("mcp", access)).rejects.toMatchObject(unknown);
    const { body } = await post("token", toRefreshGrant(app));
    expect((await sendTo("mcp", body.access_token)).actor.email).toBe(bob);
    expect((await listCredentials()).map(({ kind }) => kind).toSorted()).toEqual([
      "access",
      "code",
      "refresh",
      "refresh",
    ]);
  });
});

describe("the token endpoint", () => {
  test("takes a refresh token once; one that comes again ends the connection, access tokens included", async () => {
    const first = await connectApp(bob);
    const { body: second } = await post("token", toRefreshGrant(first));
    expect(second.refresh_token).not.toBe(first.refresh);
    await sendTo("mcp", first.access);
    await sendTo("mcp", second.access_token);
    expect(await post("token", toRefreshGrant(first))).toMatchObject(invalidGrant);
    for (const access of [first.access, second.access_token])
      await expect(sendTo("mcp", access)).rejects.toMatchObject(unknown);
    const next = { clientId: first.clientId, refresh: second.refresh_token };
    expect(await post("token", toRefreshGrant(next))).toMatchObject(invalidGrant);
    expect(await readAudit()).toMatchObject({
      action: "access_token.revoke",
      actorEmail: "castellan",
      targetLabel: "Analyst",
    });
  });

  test("takes a code once, of several at the same time too", async () => {
    const { verifier, challenge } = toPair();
    const { data } = await allow(bob, { clientId, challenge });
    const grant = toCodeGrant({ clientId, verifier, code: data?.token ?? "" });
    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map(() => post("token", grant)));
    const given = answers.filter(({ status }) => status === 200);
    expect(given).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(5);
    // Of those that came second at the same time, one ends the connection; the others find it ended.
    const endings = (await readAuditLog()).filter(({ action }) => action === "access_token.revoke");
    expect(endings.filter(({ outcome }) => outcome === "succeeded")).toHaveLength(1);
    expect(endings.filter(({ outcome }) => outcome === null)).toEqual([]);
    await expect(sendTo("mcp", given[0]?.body.access_token)).rejects.toMatchObject(unknown);
  });

  test.each([
    ["another verifier", { code_verifier: toPair().verifier }, "invalid_grant"],
    ["another address", { redirect_uri: "http://127.0.0.1:9/callback" }, "invalid_grant"],
    ["another resource", { resource: "http://localhost:3000/api/v1" }, "invalid_target"],
    ["no resource", { resource: "" }, "invalid_request"],
    ["no verifier", { code_verifier: "" }, "invalid_request"],
    ["more than was allowed", { scope: "read keys:write" }, "invalid_scope"],
    ["another grant", { grant_type: "password" }, "unsupported_grant_type"],
    ["a secret", { client_secret: "x" }, "invalid_client"],
    ["another app", { client_id: "x" }, "invalid_grant"],
  ])("refuses a code with %s, which can then be used", async (_, changed, error) => {
    const { verifier, challenge } = toPair();
    const { data } = await allow(bob, { clientId, challenge });
    const grant = toCodeGrant({ clientId, verifier, code: data?.token ?? "" });
    const refusal = await post("token", { ...grant, ...changed });
    expect(refusal).toMatchObject({ status: error === "invalid_client" ? 401 : 400, body: { error } });
    expect((await post("token", grant)).status).toBe(200);
  });

  test("refuses a refresh token of another app, and for another resource", async () => {
    const app = await connectApp(bob);
    const grant = toRefreshGrant(app);
    expect(await post("token", { ...grant, client_id: "x" })).toMatchObject(invalidGrant);
    expect(await post("token", { ...grant, resource: "x" })).toMatchObject({
      body: { error: "invalid_target" },
    });
    expect((await post("token", grant)).status).toBe(200);
  });

  test("refuses what isn’t a form, a field that is there twice, and a header with a secret", async () => {
    const bad = { status: 400, body: { error: "invalid_request" } };
    expect(await post("token", "grant_type=refresh_token&grant_type=refresh_token")).toMatchObject(bad);
    const json = { headers: { "content-type": "application/json" } };
    expect(await post("token", { grant_type: "refresh_token" }, json)).toMatchObject(bad);
    const basic = { headers: { authorization: "Basic eDp5" } };
    expect(await post("token", {}, basic)).toMatchObject({ status: 401, body: { error: "invalid_client" } });
    expect(await post("token", { a: "x".repeat(20_000) })).toMatchObject(bad);
  });

  test("hides what went wrong inside", async () => {
    const broken = await answerOAuth(() => Promise.reject(new Error("secret")));
    expect(broken.status).toBe(500);
    expect(await broken.text()).not.toContain("secret");
  });
});

describe("an app that revokes", () => {
  test.each(["access", "refresh"] as const)(
    "ends its connection by its %s token, on record",
    async (which) => {
      const app = await connectApp(bob);
      const asked = { token: app[which], client_id: app.clientId };
      expect((await post("revoke", { ...asked, client_id: "x" })).status).toBe(400);
      expect((await post("revoke", asked)).status).toBe(200);
      await expect(sendTo("mcp", app.access)).rejects.toMatchObject(unknown);
      expect(await post("token", toRefreshGrant(app))).toMatchObject(invalidGrant);
      expect(await readAudit()).toMatchObject({ action: "access_token.revoke", actorEmail: "castellan" });
      expect((await post("revoke", asked)).status).toBe(200);
    },
  );

  test("hears nothing about what isn’t known", async () => {
    expect(await post("revoke", { token: "csr_x", client_id: "x" })).toEqual({ status: 200, body: {} });
  });
});

describe("registration", () => {
  test("stores nothing, and answers with what was registered", async () => {
    const { status, body } = await register({
      client_name: "Claude",
      redirect_uris: ["https://claude.example/callback", "cursor://a/b", "com.example.app:/cb"],
      token_endpoint_auth_method: "client_secret_post",
      scope: "read",
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ client_name: "Claude", token_endpoint_auth_method: "none" });
    expect(body).not.toHaveProperty("client_secret");
  });

  test.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "http://example.com/cb",
    "https://a@example.com/cb",
    "https://example.com/cb#x",
    "myapp://cb",
    "/cb",
    `https://example.com/${"x".repeat(500)}`,
  ])("refuses the address %s", async (uri) => {
    const { status, body } = await register({ redirect_uris: [redirectUri, uri] });
    expect({ status, error: body.error }).toEqual({ status: 400, error: "invalid_redirect_uri" });
  });

  test.each([
    ["a name of two lines", { client_name: "a\nb" }],
    ["a name that is too long", { client_name: "x".repeat(101) }],
    ["another grant", { grant_types: ["client_credentials"] }],
    ["another answer", { response_types: ["token"] }],
  ])("refuses %s", async (_, given) => {
    const { status, body } = await register({ redirect_uris: [redirectUri], ...given });
    expect({ status, error: body.error }).toEqual({ status: 400, error: "invalid_client_metadata" });
  });

  test("refuses what isn’t JSON, and too much of it", async () => {
    expect(await register("{")).toMatchObject({ status: 400, body: { error: "invalid_client_metadata" } });
    expect((await register({ redirect_uris: [], x: "x".repeat(11_000) })).status).toBe(400);
    expect((await register({ redirect_uris: Array(6).fill(redirectUri) })).status).toBe(400);
  });

  test("an ID with a changed part isn’t one", async () => {
    const [text = "", signature] = clientId.split(".");
    const other = Buffer.from(JSON.stringify(["Evil", ["https://evil.example"], 1])).toString("base64url");
    for (const id of [`${other}.${signature}`, text, `${text}.`, `${clientId}.x`]) {
      const { serverError } = await allow(bob, { clientId: id, redirectUri: "https://evil.example" });
      expect(serverError).toMatchObject({ code: "invalid" });
    }
  });
});

test("everything is 404 while MCP is off", async () => {
  const setting = vi.spyOn(env, "mcp", "get").mockReturnValue("off");
  expect((await answerOAuth(async () => ({}))).status).toBe(404);
  setting.mockRestore();
});
