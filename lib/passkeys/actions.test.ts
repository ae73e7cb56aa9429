import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { readAudit } from "@/lib/audit/test-log";
import { addingAnswer } from "@/lib/auth/passkey-response-schema";
import { verifyAdding } from "@/lib/auth/passkeys";
import { permit } from "@/lib/auth/permit";
import { TestAuthenticator } from "@/lib/auth/test-authenticator";
import { addMember } from "@/lib/auth/test-directory";
import { inRequest, startTestSession } from "@/lib/auth/test-request";
import { passkeys } from "@/lib/db/access-tables";
import { database } from "@/lib/db/client";
import { resetDatabase } from "@/lib/db/test-database";
import { withBrokenTable } from "@/lib/db/test-failure";
import { env } from "@/lib/env";
import { beginConfirmation, confirmWithPasskey } from "@/lib/step-up/actions";
import { addPasskey, beginPasskey, removeOwnPasskey, removePasskey, renameOwnPasskey } from "./actions";

const ada = "ada@northwind.example";
const bob = "bob@northwind.example";
type As = string | { token: string };
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

describe("beginning to add a passkey", () => {
  test("allowed: the browser gets what it needs, and of the address only its name", async () => {
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
    expect(await readAudit()).toMatchObject({
      action: "passkey.begin",
      actorEmail: bob,
      targetId: "Laptop",
      outcome: "succeeded",
    });
  });

  test("leaves out what the person has, and nothing of others", async () => {
    const authenticator = new TestAuthenticator();
    await add(bob, authenticator);
    await add(ada);
    expect((await beginWell(bob)).excludeCredentials).toMatchObject([{ id: authenticator.id }]);
  });

  test("forbidden to a stranger, about whom nothing is recorded", async () => {
    expect((await begin("eve@evil.example")).serverError).toMatchObject({ code: "unauthenticated" });
    expect(await readAudit()).toBeUndefined();
  });

  test("refused without a name, and where the installation is read-only", async () => {
    expect((await begin(bob, " ")).validationErrors).toMatchObject({ code: "invalid" });
    env.READ_ONLY = true;
    expect((await begin(bob)).serverError).toMatchObject({ code: "read_only" });
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "read_only" });
  });

  test("answer lost: no challenge is known", async () => {
    const { serverError } = await withBrokenTable("passkey_challenges", "insert", () => begin(bob));
    expect(serverError?.code).toMatch(/internal|store_unavailable/);
    expect(await readAudit()).toMatchObject({ action: "passkey.begin", outcome: "failed" });
  });
});

describe("adding a passkey", () => {
  test("allowed: it is theirs, for this host, and audited without what was signed", async () => {
    const authenticator = new TestAuthenticator();
    expect((await add(bob, authenticator)).serverError).toBeUndefined();
    expect(await listRows()).toMatchObject([
      { email: bob, name: "Laptop", rpId: "localhost", credentialId: authenticator.id, lastUsedAt: null },
    ]);
    expect(await readAudit()).toMatchObject({
      action: "passkey.add",
      actorEmail: bob,
      targetLabel: "Laptop",
      outcome: "succeeded",
      after: { name: "Laptop", host: "localhost" },
    });
  });

  test("forbidden to a session that is old: a stolen cookie adds no passkey of its own", async () => {
    const stale = await startStale(ada);
    expect((await begin(stale)).serverError).toMatchObject({ code: "step_up_required" });
    const response = new TestAuthenticator().create({ challenge: "AAAA" });
    const { serverError } = await inRequest({ as: stale }, () => addPasskey({ name: "Mine", response }));
    expect(serverError).toMatchObject({ code: "step_up_required" });
    expect(await readAudit()).toMatchObject({
      action: "passkey.add",
      outcome: "failed",
      errorCode: "step_up_required",
    });
    expect(await listRows()).toEqual([]);
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

  test("answer lost: what the database did not take has not happened", async () => {
    const { serverError } = await withBrokenTable("passkeys", "insert", () => add(bob));
    expect(serverError?.code).toMatch(/internal|store_unavailable/);
    expect(await listRows()).toEqual([]);
    expect(await readAudit()).toMatchObject({ action: "passkey.add", outcome: "failed" });
  });
});

describe("renaming a passkey", () => {
  const rename = (as: As, id: string, name = " Phone ") =>
    inRequest({ as }, () => renameOwnPasskey({ id, name }));

  test("allowed, without a recent sign-in, and audited", async () => {
    const id = await addWell(bob);
    expect((await rename(await startStale(bob), id)).serverError).toBeUndefined();
    expect(await listRows()).toMatchObject([{ name: "Phone" }]);
    expect(await readAudit()).toMatchObject({
      action: "passkey.rename",
      targetId: id,
      before: { name: "Laptop" },
      after: { name: "Phone" },
      outcome: "succeeded",
    });
  });

  test("forbidden for someone else's, even to an admin, as if it did not exist", async () => {
    const id = await addWell(bob);
    for (const one of [id, randomUUID()])
      expect((await rename(ada, one)).serverError).toMatchObject({ code: "not_found" });
    expect(await listRows()).toMatchObject([{ name: "Laptop" }]);
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "not_found" });
  });

  test("refused without a name", async () => {
    const id = await addWell(bob);
    expect((await rename(bob, id, " ")).validationErrors).toMatchObject({ code: "invalid" });
    expect((await rename(bob, id, "x".repeat(61))).validationErrors).toMatchObject({ code: "invalid" });
  });

  test("answer lost: what the database did not take has not happened", async () => {
    const id = await addWell(bob);
    const { serverError } = await withBrokenTable("passkeys", "update", () => rename(bob, id));
    expect(serverError?.code).toMatch(/internal|store_unavailable/);
    expect(await listRows()).toMatchObject([{ name: "Laptop" }]);
    expect(await readAudit()).toMatchObject({ action: "passkey.rename", outcome: "failed" });
  });
});

describe("removing an own passkey", () => {
  const remove = (as: As, id: string) => inRequest({ as }, () => removeOwnPasskey({ id }));

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

  test("forbidden to an old session, and for someone else's", async () => {
    const id = await addWell(bob);
    expect((await remove(await startStale(bob), id)).serverError).toMatchObject({
      code: "step_up_required",
    });
    for (const one of [id, randomUUID()])
      expect((await remove(ada, one)).serverError).toMatchObject({ code: "not_found" });
    expect(await listRows()).toHaveLength(1);
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "not_found" });
  });

  test("refused without an id", async () => {
    expect((await remove(bob, "x")).validationErrors).toMatchObject({ code: "invalid" });
  });

  test("answer lost: what the database did not take has not happened", async () => {
    const id = await addWell(bob);
    const { serverError } = await withBrokenTable("passkeys", "delete", () => remove(bob, id));
    expect(serverError?.code).toMatch(/internal|store_unavailable/);
    expect(await listRows()).toHaveLength(1);
    expect(await readAudit()).toMatchObject({ action: "passkey.remove_own", outcome: "failed" });
  });
});

describe("removing someone else's passkey", () => {
  const remove = (as: As, id: string) => inRequest({ as }, () => removePasskey({ id }));

  test("allowed to an admin, also where the installation is read-only, and audited", async () => {
    const id = await addWell(bob);
    env.READ_ONLY = true;
    expect((await remove(ada, id)).serverError).toBeUndefined();
    expect(await listRows()).toEqual([]);
    expect(await readAudit()).toMatchObject({
      action: "passkey.remove",
      actorEmail: ada,
      targetLabel: bob,
      before: { name: "Laptop", email: bob },
      outcome: "succeeded",
    });
  });

  test("forbidden to people who do not manage access, and to an old session", async () => {
    const id = await addWell(ada);
    expect((await remove(bob, id)).serverError).toMatchObject({ code: "forbidden" });
    expect((await remove(await startStale(ada), id)).serverError).toMatchObject({
      code: "step_up_required",
    });
    expect(await listRows()).toHaveLength(1);
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "step_up_required" });
  });

  test("refused if it is already gone", async () => {
    expect((await remove(ada, randomUUID())).serverError).toMatchObject({ code: "not_found" });
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "not_found" });
  });

  test("answer lost: what the database did not take has not happened", async () => {
    const id = await addWell(bob);
    const { serverError } = await withBrokenTable("passkeys", "delete", () => remove(ada, id));
    expect(serverError?.code).toMatch(/internal|store_unavailable/);
    expect(await listRows()).toHaveLength(1);
    expect(await readAudit()).toMatchObject({ action: "passkey.remove", outcome: "failed" });
  });
});
