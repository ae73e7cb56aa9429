import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { beginConfirmation, confirmWithPasskey } from "@/lib/account/step-up/actions";
import { readAudit } from "@/lib/core/audit/test-log";
import { recognizeAccount } from "@/lib/core/auth/identity-store";
import { addingAnswer } from "@/lib/core/auth/passkey-response-schema";
import { verifyAdding } from "@/lib/core/auth/passkeys";
import { permit } from "@/lib/core/auth/permit";
import { TestAuthenticator } from "@/lib/core/auth/test-authenticator";
import { addMember } from "@/lib/core/auth/test-directory";
import { inRequest, startTestSession } from "@/lib/core/auth/test-request";
import { passkeyChallenges, passkeys } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { describeAction } from "@/lib/core/entry/test-action";
import { env } from "@/lib/core/env/env";
import { putSettings } from "@/lib/core/settings/store";
import { addPasskey, beginPasskey, removeOwnPasskey, removePasskey, renameOwnPasskey } from "./actions";

const ada = "ada@northwind.example";
const bob = "bob@northwind.example";
type Token = { token: string };
type As = string | Token;
type Deviation = Parameters<TestAuthenticator["create"]>[1];

beforeEach(async () => {
  await resetDatabase();
  await addMember("ada", "admin");
  await addMember("bob", "user");
});
afterEach(() => {
  env.READ_ONLY = false;
  vi.useRealTimers();
});

const startStale = (email: string) =>
  startTestSession(email, { authenticatedAt: new Date(Date.now() - 3_600_000) });
const begin = (as: As, name = "Laptop") => inRequest({ as }, () => beginPasskey({ name }));
const listRows = async () => (await database()).select().from(passkeys);

async function beginWell(as: As) {
  const { data } = await begin(as);
  if (!data) throw new Error("nothing was begun");
  return data;
}

async function add(email: string, authenticator = new TestAuthenticator(), deviation: Deviation = {}) {
  const as = await startTestSession(email);
  const response = authenticator.create(await beginWell(as), deviation);
  return inRequest({ as }, () => addPasskey({ name: "Laptop", response }));
}

async function addWell(email: string): Promise<string> {
  expect((await add(email)).serverError).toBeUndefined();
  const row = (await listRows()).findLast((one) => one.email === email);
  return row?.id ?? "";
}

const noApi = { absent: "Passkeys are Castellan's own; the API has none." };
const toLost = (table: string, event: "insert" | "update" | "delete") => ({
  stored: { within: (run: () => Promise<object>) => withBrokenTable(table, event, run) },
});
const anOldSession = {
  by: { "an old session": () => startStale(ada) },
  failure: { code: "step_up_required" },
  audit: { actorEmail: ada, errorCode: "step_up_required" },
};
const listChallenges = async () => (await database()).select().from(passkeyChallenges);

describeAction<As>("beginPasskey", {
  run: (as) => begin(as),
  changed: async ({ data }) => {
    const [{ challenge, purpose } = {}, ...more] = await listChallenges();
    expect([purpose, more]).toEqual(["add", []]);
    expect(data).toMatchObject({ challenge });
  },
  unchanged: async () => expect(await listChallenges()).toEqual([]),
  allowed: { by: { everyone: bob }, audit: { targetId: "Laptop" } },
  forbidden: anOldSession,
  refusedByApi: noApi,
  lost: toLost("passkey_challenges", "insert"),
});

describe("beginning to add a passkey", () => {
  test("gives the browser what it needs, and of the address only its name", async () => {
    const options = await beginWell(bob);
    expect(options).toMatchObject({
      rp: { id: "localhost", name: "Castellan" },
      user: { name: bob },
      attestation: "none",
      authenticatorSelection: { userVerification: "required" },
      excludeCredentials: [],
    });
    expect(Buffer.from(options.user.id, "base64url").toString()).not.toContain("bob");
    expect(Buffer.from(options.challenge, "base64url").length).toBeGreaterThanOrEqual(32);
  });

  test("leaves out what the person has, and nothing of others", async () => {
    const authenticator = new TestAuthenticator();
    await add(bob, authenticator);
    await add(ada);
    expect((await beginWell(bob)).excludeCredentials).toMatchObject([{ id: authenticator.id }]);
  });

  test("refused without a name", async () => {
    expect((await begin(bob, " ")).validationErrors).toMatchObject({ code: "invalid" });
  });
});

describe("adding a passkey", () => {
  let authenticator: TestAuthenticator;
  let response: ReturnType<TestAuthenticator["create"]>;
  beforeEach(() => {
    authenticator = new TestAuthenticator();
  });
  const beginAs = async () => {
    const as = await startTestSession(bob);
    response = authenticator.create(await beginWell(as));
    return as;
  };
  const beginStale = async () => {
    response = authenticator.create({ challenge: "AAAA" });
    return startStale(ada);
  };

  describeAction<Token>("addPasskey", {
    run: (as) => finish(as, response),
    changed: async () =>
      expect(await listRows()).toMatchObject([
        { email: bob, name: "Laptop", rpId: "localhost", credentialId: authenticator.id, lastUsedAt: null },
      ]),
    unchanged: async () => expect(await listRows()).toEqual([]),
    allowed: {
      by: { everyone: beginAs },
      audit: { actorEmail: bob, targetLabel: "Laptop", after: { name: "Laptop", host: "localhost" } },
    },
    forbidden: { ...anOldSession, by: { "an old session, such as a stolen one": beginStale } },
    refusedByApi: noApi,
    lost: toLost("passkeys", "insert"),
  });

  const attested = new Map([["x5c", [new Uint8Array([1, 2, 3])]]]);

  test.each<[string, Deviation]>([
    ["from another origin", { origin: "https://evil.example" }],
    ["from our host by another scheme", { origin: "https://localhost:3000" }],
    ["for another host", { rpId: "evil.example" }],
    ["that only shows somebody is there", { flags: 1 | 64 }],
    ["that shows nobody is there", { flags: 4 | 64 }],
    ["of a confirmation", { type: "webauthn.get" }],
    ["with certificates to look up", { format: "packed", statement: attested }],
  ])("refused with an answer %s", async (_, deviation) => {
    const { serverError } = await add(bob, new TestAuthenticator(), deviation);
    expect(serverError).toMatchObject({ code: "invalid", reason: "passkey_refused" });
    expect(await listRows()).toEqual([]);
    expect(await readAudit()).toMatchObject({
      action: "passkey.add",
      outcome: "failed",
      errorCode: "invalid",
    });
  });

  test.each(["packed", "fido-u2f", "tpm"])(
    "looks at no certificate of attestation %s, which may name addresses to call",
    async (format) => {
      const as = await startTestSession(bob);
      const made = new TestAuthenticator().create(await beginWell(as), { format, statement: attested });
      const verify = async () => verifyAdding((await permit("me:read")).actor, addingAnswer.parse(made));
      await expect(inRequest({ as }, verify)).rejects.toMatchObject({
        code: "invalid",
        cause: { message: `attestation ${format} was not asked for` },
      });
    },
  );

  test("accepts an attestation that the authenticator signs with the new key", async () => {
    expect((await add(bob, new TestAuthenticator(), { format: "packed" })).serverError).toBeUndefined();
  });

  const finish = (as: As, response: ReturnType<TestAuthenticator["create"]>) =>
    inRequest({ as }, () => addPasskey({ name: "Laptop", response }));
  const refused = { code: "invalid", reason: "passkey_refused" };

  test("refused with a challenge that was used, is too old, or belongs to another session", async () => {
    const [as, other] = [await startTestSession(bob), await startTestSession(bob)];
    const options = await beginWell(as);
    await beginWell(other);
    expect((await finish(other, new TestAuthenticator().create(options))).serverError).toMatchObject(refused);
    expect((await finish(as, new TestAuthenticator().create(options))).serverError).toBeUndefined();
    expect((await finish(as, new TestAuthenticator().create(options))).serverError).toMatchObject(refused);
    const late = new TestAuthenticator().create(await beginWell(as));
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 5 * 60_000 + 1_000 });
    expect((await finish(as, late)).serverError).toMatchObject(refused);
    expect(await listRows()).toHaveLength(1);
  });

  test("refused with a challenge for confirming", async () => {
    await add(bob);
    const as = await startTestSession(bob);
    const { data } = await inRequest({ as }, () => beginConfirmation({}));
    if (!data) throw new Error("nothing was begun");
    expect((await finish(as, new TestAuthenticator().create(data))).serverError).toMatchObject(refused);
  });

  test("refused for a credential that someone already has", async () => {
    const authenticator = new TestAuthenticator();
    await add(ada, authenticator);
    expect((await add(bob, authenticator)).serverError).toMatchObject({
      code: "conflict",
      reason: "passkey_known",
    });
    expect(await listRows()).toMatchObject([{ email: ada }]);
  });

  test("refused after ten, also where the tenth was added meanwhile", async () => {
    for (let count = 0; count < 9; count++) await addWell(bob);
    const [as, other] = [await startTestSession(bob), await startTestSession(bob)];
    const responses = [
      new TestAuthenticator().create(await beginWell(as)),
      new TestAuthenticator().create(await beginWell(other)),
    ] as const;
    const answers = await Promise.all([finish(as, responses[0]), finish(other, responses[1])]);
    expect(answers.filter(({ serverError }) => serverError?.reason === "too_many_passkeys")).toHaveLength(1);
    expect(await listRows()).toHaveLength(10);
    expect((await begin(bob)).serverError).toMatchObject({ code: "conflict", reason: "too_many_passkeys" });
    await addWell(ada);
  });
});

describe("renaming a passkey", () => {
  const rename = (as: As, id: string, name = " Phone ") =>
    inRequest({ as }, () => renameOwnPasskey({ id, name }));

  let id: string;
  beforeEach(async () => {
    id = await addWell(bob);
  });

  describeAction<As>("renameOwnPasskey", {
    run: (as) => rename(as, id),
    changed: async () => expect(await listRows()).toMatchObject([{ name: "Phone" }]),
    unchanged: async () => expect(await listRows()).toMatchObject([{ name: "Laptop" }]),
    allowed: {
      by: { "its owner, without a recent sign-in": () => startStale(bob) },
      audit: () => ({
        actorEmail: bob,
        targetId: id,
        before: { name: "Laptop" },
        after: { name: "Phone" },
      }),
    },
    forbidden: {
      by: { "an admin, as if it did not exist": ada },
      failure: { code: "not_found" },
      audit: { errorCode: "not_found" },
    },
    refusedByApi: noApi,
    lost: toLost("passkeys", "update"),
  });

  test("is answered the same if the passkey doesn't exist", async () => {
    expect((await rename(ada, randomUUID())).serverError).toMatchObject({ code: "not_found" });
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "not_found" });
  });

  test("refused without a name", async () => {
    expect((await rename(bob, id, " ")).validationErrors).toMatchObject({ code: "invalid" });
    expect((await rename(bob, id, "x".repeat(61))).validationErrors).toMatchObject({ code: "invalid" });
  });
});

describe("removing an own passkey", () => {
  const remove = (as: As, id: string) => inRequest({ as }, () => removeOwnPasskey({ id }));

  describe("that was added", () => {
    let id: string;
    beforeEach(async () => {
      id = await addWell(bob);
    });

    describeAction<As>("removeOwnPasskey", {
      run: (as) => remove(as, id),
      changed: async () => expect(await listRows()).toEqual([]),
      unchanged: async () => expect(await listRows()).toHaveLength(1),
      allowed: {
        by: { "its owner": bob },
        audit: () => ({ targetId: id, targetLabel: "Laptop", before: { name: "Laptop", email: bob } }),
      },
      forbidden: {
        by: { "an admin, as if it did not exist": ada },
        failure: { code: "not_found" },
        audit: { errorCode: "not_found" },
      },
      refusedByApi: noApi,
      lost: toLost("passkeys", "delete"),
    });
  });

  test("allowed, also where the installation is read-only; it confirms nothing any more", async () => {
    const authenticator = new TestAuthenticator();
    await add(bob, authenticator);
    const id = (await listRows())[0]?.id ?? "";
    const as = await startTestSession(bob);
    const begun = await inRequest({ as }, () => beginConfirmation({}));
    env.READ_ONLY = true;
    expect((await remove(bob, id)).serverError).toBeUndefined();
    expect(await readAudit()).toMatchObject({
      action: "passkey.remove_own",
      targetLabel: "Laptop",
      outcome: "succeeded",
    });
    if (!begun.data) throw new Error("nothing was begun");
    const response = authenticator.sign(begun.data);
    const { serverError } = await inRequest({ as }, () => confirmWithPasskey({ response }));
    expect(serverError).toMatchObject(refusedAnswer);
  });

  const refusedAnswer = { code: "invalid", reason: "passkey_refused" };

  test("is answered the same if the passkey doesn't exist", async () => {
    expect((await remove(ada, randomUUID())).serverError).toMatchObject({ code: "not_found" });
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "not_found" });
  });

  test("refused without an id", async () => {
    expect((await remove(bob, "x")).validationErrors).toMatchObject({ code: "invalid" });
  });
});

describe("removing someone else's passkey", () => {
  const remove = (as: As, id: string) => inRequest({ as }, () => removePasskey({ id }));

  let id: string;
  beforeEach(async () => {
    await addMember("cy", "user");
    id = await addWell(bob);
  });

  describeAction<As>("removePasskey", {
    run: (as) => remove(as, id),
    changed: async () => expect(await listRows()).toEqual([]),
    unchanged: async () => expect(await listRows()).toHaveLength(1),
    allowed: {
      by: { "an admin": ada },
      audit: () => ({ targetId: id, targetLabel: bob, before: { name: "Laptop", email: bob } }),
    },
    forbidden: { by: { "a user": "cy@northwind.example" } },
    refusedByApi: noApi,
    lost: toLost("passkeys", "delete"),
  });

  test("allowed where the installation is read-only", async () => {
    env.READ_ONLY = true;
    expect((await remove(ada, id)).serverError).toBeUndefined();
    expect(await listRows()).toEqual([]);
  });

  test("refused if it is already gone", async () => {
    expect((await remove(ada, randomUUID())).serverError).toMatchObject({ code: "not_found" });
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "not_found" });
  });
});

describe("someone whose provider doesn't prove when they signed in", () => {
  const provider = { GITHUB_CLIENT_ID: "c", GITHUB_CLIENT_SECRET: "s", GITHUB_ORG: "northwind" };
  beforeEach(() => {
    Object.assign(env, provider);
  });
  afterEach(() => {
    Object.assign(env, {
      GITHUB_CLIENT_ID: undefined,
      GITHUB_CLIENT_SECRET: undefined,
      GITHUB_ORG: undefined,
    });
  });
  const issuer = "https://github.com";
  const signIn = (providerTime: "never" | "withheld" = "never") =>
    startTestSession(bob, { method: "github", issuer, authenticatedAt: null, providerTime });
  const addAs = async (as: Token) => {
    const { data, serverError } = await begin(as);
    if (!data) return serverError?.code;
    const response = new TestAuthenticator().create(data);
    return (await inRequest({ as }, () => addPasskey({ name: "Laptop", response }))).serverError?.code;
  };

  test("adds their first passkey right after signing in, and a second one only after confirming", async () => {
    expect(await addAs(await signIn())).toBeUndefined();
    expect(await addAs(await signIn())).toBe("step_up_required");
    expect(await listRows()).toHaveLength(1);
  });

  test("doesn't add a first passkey that was begun before they had one", async () => {
    const [one, other] = [await signIn(), await signIn()];
    const response = new TestAuthenticator().create(await beginWell(other));
    expect(await addAs(one)).toBeUndefined();
    const late = await inRequest({ as: other }, () => addPasskey({ name: "Late", response }));
    expect(late.serverError).toMatchObject({ code: "step_up_required" });
  });

  test("adds one first passkey, even if two browsers do so at once", async () => {
    const both = await Promise.all(
      [await signIn(), await signIn()].map(async (as) => ({
        as,
        response: new TestAuthenticator().create(await beginWell(as)),
      })),
    );
    const answers = await Promise.all(
      both.map(({ as, response }) => inRequest({ as }, () => addPasskey({ name: "Laptop", response }))),
    );
    expect(answers.map(({ serverError }) => serverError?.code ?? "added").toSorted()).toEqual([
      "added",
      "step_up_required",
    ]);
    expect(await listRows()).toHaveLength(1);
  });

  test("adds no first passkey by a sign-in that the rules call too weak, if the provider proves the time", async () => {
    const db = await database();
    await db.transaction((tx) => putSettings(tx, ada, { step_up_proof: { kind: "acr", acr: "gold" } }));
    const signInAs = (acr: string) =>
      startTestSession(bob, { method: "github", issuer, providerTime: "sent", acr, amr: ["pwd"] });
    expect(await addAs(await signInAs("password"))).toBe("step_up_required");
    expect(await addAs(await signInAs("gold"))).toBeUndefined();
  });

  test("adds no first passkey later than 15 minutes after signing in, however long that counts as recent", async () => {
    const db = await database();
    await db.transaction((tx) => putSettings(tx, ada, { step_up_minutes: 480 }));
    const as = await signIn();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 16 * 60_000 });
    expect(await addAs(as)).toBe("step_up_required");
  });

  test("adds no first passkey if the provider could have proven the time", async () => {
    expect(await addAs(await signIn("withheld"))).toBe("step_up_required");
    await recognizeAccount(ada, { method: "github", issuer, subject: "1" });
    await startTestSession(ada, { method: "github", issuer, providerTime: "sent" });
    expect(await addAs(await signIn())).toBe("step_up_required");
  });

  test("confirms with the passkey", async () => {
    const authenticator = new TestAuthenticator();
    const as = await signIn();
    const response = authenticator.create(await beginWell(as));
    await inRequest({ as }, () => addPasskey({ name: "Laptop", response }));
    expect((await begin(as, "Phone")).serverError).toMatchObject({ code: "step_up_required" });
    const { data } = await inRequest({ as }, () => beginConfirmation({}));
    if (!data) throw new Error("nothing was begun");
    await inRequest({ as }, () => confirmWithPasskey({ response: authenticator.sign(data) }));
    expect((await begin(as, "Phone")).serverError).toBeUndefined();
  });
});
