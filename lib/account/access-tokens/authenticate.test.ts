import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { authenticate } from "@/lib/core/auth/access-token";
import { peerHeader } from "@/lib/core/auth/client-address";
import { can } from "@/lib/core/auth/permissions";
import { isFresh } from "@/lib/core/auth/step-up";
import { addMember } from "@/lib/core/auth/test-directory";
import { ownTestStore } from "@/lib/core/auth/test-owner";
import { inRequest, startTestSession } from "@/lib/core/auth/test-request";
import { isTokenText } from "@/lib/core/auth/token-text";
import { accessTokens } from "@/lib/core/db/access-token-tables";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { markMirrored } from "@/lib/core/db/first-sync";
import { identities } from "@/lib/core/db/identity-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { putSettings } from "@/lib/core/settings/store";
import { addOwnToken } from "./actions";
import { makeTokenFor } from "./operator";

const ada = "ada@northwind.example";
const bob = "bob@northwind.example";
const usual = { name: "Nightly", networks: [], days: 90, persona: null };

beforeEach(async () => {
  await resetDatabase();
  await ownTestStore();
  await addMember("ada", "admin");
  await addMember("bob", "user");
});
afterEach(() => vi.useRealTimers());

const make = (given: Partial<Parameters<typeof makeTokenFor>[0]> = {}) =>
  makeTokenFor({ ...usual, owner: ada, scopes: ["read", "members:write"], ...given });

function send(token: string, headers: Record<string, string> = {}) {
  const sent = new Headers({ authorization: `Bearer ${token}`, [peerHeader]: "192.0.2.9", ...headers });
  return authenticate({ headers: sent });
}

const refusal = { code: "unauthenticated" };
const change = async (values: Partial<typeof accessTokens.$inferInsert>) =>
  (await database()).update(accessTokens).set(values);

describe("an access token", () => {
  test("has at least 40 URL-safe characters, the last six of which are a checksum", async () => {
    const token = await make();
    expect(token).toMatch(/^cst_[\w-]{40,}$/);
    expect(isTokenText(token)).toBe(true);
    const last = token.at(-1) === "A" ? "B" : "A";
    expect(isTokenText(token.slice(0, -1) + last)).toBe(false);
  });

  test("is stored as a hash alone", async () => {
    const token = await make();
    const [row] = await (await database()).select().from(accessTokens);
    expect(JSON.stringify(row)).not.toContain(token);
  });

  test("acts as its owner, with no more than its scopes", async () => {
    const { actor } = await send(await make({ scopes: ["members:write", "keys:read"] }));
    expect(actor).toMatchObject({ email: ada, persona: "admin", session: { method: "token" } });
    expect(can(actor, "members:write")).toBe(true);
    expect(can(actor, "keys:read")).toBe(true);
    expect(can(actor, "members:read")).toBe(false);
    expect(can(actor, "settings:write")).toBe(false);
  });

  test("reads everything its owner may read with the scope read, and writes nothing", async () => {
    const { actor } = await send(await make({ scopes: ["read"] }));
    expect(can(actor, "settings:read")).toBe(true);
    expect(can(actor, "me:write")).toBe(false);
  });

  test("has only the rights that its owner has now", async () => {
    const token = await make();
    await (await database()).update(members).set({ role: "user" }).where(eq(members.email, ada));
    const { actor } = await send(token);
    expect(can(actor, "members:write")).toBe(false);
    expect(can(actor, "me:read")).toBe(true);
  });

  test("isn't made with scopes beyond its owner's rights, nor for people alone", async () => {
    const beyond = { code: "refused", failure: { reason: "scope_beyond_rights" } };
    await expect(make({ owner: bob, scopes: ["members:read"] })).rejects.toMatchObject(beyond);
    await expect(make({ scopes: ["scim"] })).rejects.toMatchObject(beyond);
  });

  test.each([
    ["revoked", { revokedAt: new Date() }],
    ["expired", { expiresAt: new Date(Date.now() - 1) }],
    ["waiting for approval", { isWaiting: true }],
    ["used from another network", { networks: ["203.0.113.0/24"] }],
  ])("is refused while it is %s", async (_, values) => {
    const token = await make();
    await send(token);
    await change(values);
    await expect(send(token)).rejects.toMatchObject(refusal);
  });

  test.each([["192.0.2.0/24"], ["192.0.2.9"]])("is accepted from its network %s", async (network) => {
    expect((await send(await make({ networks: [network] }))).actor.email).toBe(ada);
  });

  test("is refused if it is missing, mistyped, or sent in another way", async () => {
    const token = await make();
    await expect(authenticate({ headers: new Headers() })).rejects.toMatchObject(refusal);
    await expect(send(`${token.slice(0, -1)}!`)).rejects.toMatchObject(refusal);
    const basic = new Headers({ authorization: `Basic ${token}` });
    await expect(authenticate({ headers: basic })).rejects.toMatchObject(refusal);
  });

  test("dies with its owner, who doesn't get it back by returning", async () => {
    const token = await make();
    await markMirrored("member");
    const db = await database();
    await db.update(members).set({ goneAt: new Date() }).where(eq(members.email, ada));
    await expect(send(token)).rejects.toMatchObject(refusal);
    await db.update(members).set({ goneAt: null }).where(eq(members.email, ada));
    await expect(send(token)).rejects.toMatchObject(refusal);
  });

  test("isn't given back to who left and returned while nobody sent it", async () => {
    const token = await make();
    const later = new Date(Date.now() + 1_000);
    const db = await database();
    await db.update(members).set({ firstSeenAt: later }).where(eq(members.email, ada));
    await expect(send(token)).rejects.toMatchObject(refusal);
  });

  test("isn't inherited by another member who gets its owner's address", async () => {
    const token = await make();
    const db = await database();
    await db.update(members).set({ id: "user_other" }).where(eq(members.email, ada));
    await expect(send(token)).rejects.toMatchObject(refusal);
  });

  test("isn't inherited by whoever gets its owner's address", async () => {
    const token = await make();
    const at = new Date(Date.now() + 1_000);
    const account = { email: ada, method: "oidc", issuer: "i", subject: "2", boundAt: at, seenAt: at };
    await (await database()).insert(identities).values({ ...account, personSince: at });
    await expect(send(token)).rejects.toMatchObject(refusal);
  });

  describe("under a rule that was tightened after it was made", () => {
    const rule = { kind: "acr", acr: "gold" } as const;
    const tighten = async () =>
      (await database()).transaction((tx) => putSettings(tx, "ada", { step_up_proof: rule }));
    const remains = async (token: string) => isFresh((await send(token)).actor);

    test.each<[string, Partial<typeof accessTokens.$inferInsert>, boolean]>([
      ["of a weaker sign-in", { acr: "silver" }, false],
      ["of an earlier version", { acr: null }, false],
      ["of a sign-in that meets it", { acr: "gold" }, true],
      ["of a passkey", { isByPasskey: true }, true],
      ["of the operator", { createdBy: "operator" }, true],
    ])("the token %s: %j", async (_, values, isEnough) => {
      const token = await make();
      await change({ createdBy: ada, ...values });
      expect(await remains(token)).toBe(true);
      await tighten();
      expect(await remains(token)).toBe(isEnough);
    });

    test("it keeps how its owner had proven who they are", async () => {
      const as = await startTestSession(ada, { acr: "silver", amr: ["pwd"] });
      const given = { name: "Nightly", scopes: ["read" as const], days: 30, networks: [] };
      expect((await inRequest({ as }, () => addOwnToken(given))).serverError).toBeUndefined();
      const [row] = await (await database()).select().from(accessTokens);
      expect(row).toMatchObject({ acr: "silver", amr: ["pwd"], isByPasskey: false, memberId: "ada" });
    });
  });

  test("notes its last use once a minute", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const token = await make();
    await send(token, { "user-agent": "curl/8" });
    await send(token, { "user-agent": "other" });
    const [row] = await (await database()).select().from(accessTokens);
    expect(row).toMatchObject({ lastAddress: "192.0.2.9", lastClient: "curl/8" });
    vi.setSystemTime(Date.now() + 61_000);
    await send(token, { "user-agent": "other" });
    expect((await (await database()).select().from(accessTokens))[0]).toMatchObject({ lastClient: "other" });
  });
});

describe("a service token", () => {
  const service = { persona: "finance" as const, scopes: ["cost:read" as const] };

  test("has its own persona, and what it does is its owner's doing", async () => {
    const { actor } = await send(await make(service));
    expect(actor).toMatchObject({ email: ada, persona: "finance", name: "Nightly", workspaceIds: null });
    expect(can(actor, "cost:read")).toBe(true);
  });

  test("needs an admin as its owner", async () => {
    const refused = { code: "refused", failure: { reason: "not_an_admin" } };
    await expect(make({ ...service, owner: bob })).rejects.toMatchObject(refused);
  });

  test("isn't made with scopes beyond its persona", async () => {
    const beyond = { failure: { reason: "scope_beyond_rights" } };
    await expect(make({ ...service, scopes: ["members:write"] })).rejects.toMatchObject(beyond);
  });

  test("is suspended while its owner is no admin", async () => {
    const token = await make(service);
    const db = await database();
    await db.update(members).set({ role: "user" }).where(eq(members.email, ada));
    await expect(send(token)).rejects.toMatchObject(refusal);
    await db.update(members).set({ role: "admin" }).where(eq(members.email, ada));
    expect((await send(token)).actor.persona).toBe("finance");
  });
});
