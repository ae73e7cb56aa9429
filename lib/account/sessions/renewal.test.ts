import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { readAudit, readAuditLog } from "@/lib/core/audit/test-log";
import { createAuthHandler } from "@/lib/core/auth/handler";
import { takeDueSessions } from "@/lib/core/auth/provider-session-store";
import { currentActor } from "@/lib/core/auth/session";
import { addMember } from "@/lib/core/auth/test-directory";
import {
  client,
  signInAtProvider,
  startTestProvider,
  type TestProvider,
} from "@/lib/core/auth/test-provider";
import { inRequest } from "@/lib/core/auth/test-request";
import { sessions } from "@/lib/core/db/access-tables";
import { dumpStore } from "@/lib/core/db/backup";
import { database } from "@/lib/core/db/client";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { forget } from "@/lib/core/process/process-singleton";
import { renewDue } from "./renewal";

const bob = "bob@northwind.example";
const handle = createAuthHandler({
  refreshMember: async () => undefined,
  restorePersona: async () => undefined,
  noteSignIn: async () => undefined,
});
let provider: TestProvider;

beforeAll(async () => {
  provider = await startTestProvider(["oidc"], {
    more: { issueRefreshToken: async () => true, rotateRefreshToken: true },
    client: { grant_types: ["authorization_code", "refresh_token"] },
  });
  const [id, secret] = [client.client_id, client.client_secret];
  Object.assign(env, { OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: id, OIDC_CLIENT_SECRET: secret });
});
afterAll(() => provider.stop());

beforeEach(async () => {
  await resetDatabase();
  Object.assign(provider, { claims: { email_verified: true }, proof: {}, isDown: false, isDisabled: false });
  env.OIDC_ISSUER = provider.issuer;
  await addMember("bob", "user");
});

async function signIn() {
  const { browser } = await signInAtProvider(handle, bob, "oidc");
  return { token: browser.jar.get("castellan.session") ?? "" };
}

const isIn = async (as: { token: string }) => (await inRequest({ as }, currentActor)) !== null;
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);
async function readToken() {
  const [found] = await (await database()).select({ token: sessions.refreshToken }).from(sessions);
  return found?.token ?? null;
}

test("a renewal takes away what the provider doesn't say of the sign-in any more, and adds nothing", async () => {
  const say = (proof: TestProvider["proof"]) => Object.assign(provider, { proof });
  provider.own().on("refresh_token.consumed", (renewed) => Object.assign(renewed, provider.proof));
  say({ acr: "phr", amr: ["hwk", "pin"] });
  await signIn();
  const readProof = async () => {
    const { acr, amr } = sessions;
    return (await (await database()).select({ acr, amr }).from(sessions))[0];
  };
  const signedIn = await readProof();
  expect(signedIn).toEqual({ acr: "phr", amr: ["hwk", "pin"] });
  await renewDue(inMinutes(6));
  expect(await readProof()).toEqual(signedIn);
  say({ acr: "gold", amr: ["pin", "pwd"] });
  await renewDue(inMinutes(12));
  expect(await readProof()).toEqual({ acr: null, amr: ["pin"] });
  say({ acr: "phr", amr: ["hwk", "pin"] });
  await renewDue(inMinutes(18));
  expect(await readProof()).toEqual({ acr: null, amr: ["pin"] });
});

test("a session is renewed at the provider every few minutes, each time with the newest token", async () => {
  const session = await signIn();
  const first = await readToken();
  await renewDue(inMinutes(4));
  expect(await readToken()).toBe(first);
  await renewDue(inMinutes(6));
  const second = await readToken();
  expect(second).not.toBe(first);
  // The provider revokes everything once it sees a token that was used before.
  await renewDue(inMinutes(12));
  expect(await readToken()).not.toBe(second);
  expect(await isIn(session)).toBe(true);
  expect(await readAuditLog()).toEqual([]);
});

test("a session ends within minutes once the provider refuses its person, even an idle one", async () => {
  const session = await signIn();
  provider.isDisabled = true;
  await renewDue(inMinutes(6));
  expect(await isIn(session)).toBe(false);
  expect(await readAudit()).toMatchObject({
    action: "session.end_by_provider",
    targetLabel: bob,
    outcome: "succeeded",
    after: { method: "oidc", reason: "refused" },
  });
});

test("a provider that is down, or doesn't know this application any more, locks no one out", async () => {
  const session = await signIn();
  const first = await readToken();
  provider.isDown = true;
  await renewDue(inMinutes(6));
  provider.isDown = false;
  env.OIDC_CLIENT_SECRET = "another".repeat(8);
  forget("identity-providers");
  await renewDue(inMinutes(12));
  env.OIDC_CLIENT_SECRET = client.client_secret;
  forget("identity-providers");
  expect(await isIn(session)).toBe(true);
  expect(await readToken()).toBe(first);
  await renewDue(inMinutes(18));
  expect(await readToken()).not.toBe(first);
});

test("a token goes to no other provider than the one that gave it", async () => {
  await signIn();
  const other = await startTestProvider(["oidc"]);
  env.OIDC_ISSUER = other.issuer;
  const first = await readToken();
  await renewDue(inMinutes(6));
  expect(await readToken()).toBe(first);
  await other.stop();
});

test("a session whose token can't be decrypted any more ends, because nothing can check it", async () => {
  const session = await signIn();
  await (await database()).update(sessions).set({ refreshToken: "v1.AAAA" });
  await renewDue(inMinutes(6));
  expect(await isIn(session)).toBe(false);
});

test("each session is checked by one server, and those that are over by none", async () => {
  await signIn();
  const [before, at] = [inMinutes(1), inMinutes(6)];
  const taken = await Promise.all([takeDueSessions(before, at, 50), takeDueSessions(before, at, 50)]);
  expect(taken.flat()).toHaveLength(1);
  const db = await database();
  await db
    .update(sessions)
    .set({ seenAt: new Date(0) })
    .where(eq(sessions.email, bob));
  expect(await takeDueSessions(inMinutes(10), inMinutes(11), 50)).toEqual([]);
});

test("a token is stored encrypted, and never reaches a backup or an actor", async () => {
  const session = await signIn();
  const sealed = (await readToken()) ?? "";
  expect(sealed).toMatch(/^v1\./);
  expect(JSON.stringify(await inRequest({ as: session }, currentActor))).not.toContain(sealed);
  const lines: string[] = [];
  await dumpStore(async (some) => {
    lines.push(...some);
  });
  expect(lines.join("\n")).not.toContain(sealed);
});
