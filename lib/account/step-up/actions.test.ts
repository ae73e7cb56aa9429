import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { addPasskey, beginPasskey, removeOwnPasskey } from "@/lib/account/passkeys/actions";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { permit } from "@/lib/core/auth/permit";
import { TestAuthenticator } from "@/lib/core/auth/test-authenticator";
import { addMember } from "@/lib/core/auth/test-directory";
import { permitFor } from "@/lib/core/auth/test-permit";
import { inRequest, startTestSession, testOrigin } from "@/lib/core/auth/test-request";
import { passkeyChallenges, passkeys } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { addRecentChanges } from "@/lib/core/db/recent-changes";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { toPersonKey } from "@/lib/core/entry/session-limits";
import { describeAction } from "@/lib/core/entry/test-action";
import { env } from "@/lib/core/env/env";
import { forget } from "@/lib/core/process/process-singleton";
import { putSettings } from "@/lib/core/settings/store";
import { beginConfirmation, confirmWithPasskey } from "./actions";
import { isJobToConfirm, jobSearch } from "./job";
import { getStepUp, listConfirmingProviders } from "./state";

const ada = "ada@northwind.example";
const bob = "bob@northwind.example";
const hourMs = 3_600_000;
type Session = { token: string };
type Response = Parameters<typeof confirmWithPasskey>[0]["response"];

beforeEach(async () => {
  await resetDatabase();
  await addMember("ada", "admin");
  await addMember("bob", "user");
});
afterEach(() => {
  env.READ_ONLY = false;
  env.isSandbox = true;
  env.NEXTAUTH_URL = undefined;
  for (const name of ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "GITHUB_CLIENT_ID"])
    Object.assign(env, { [name]: undefined });
  vi.useRealTimers();
});

const startStale = (email: string | null = ada) =>
  startTestSession(email, { authenticatedAt: new Date(Date.now() - hourMs) });

async function enroll(email: string | null = ada, counter = 0): Promise<TestAuthenticator> {
  const authenticator = new TestAuthenticator();
  authenticator.counter = counter;
  const as = await startTestSession(email);
  const { data } = await inRequest({ as }, () => beginPasskey({ name: "Laptop" }));
  if (!data) throw new Error("nothing was begun");
  const response = authenticator.create(data);
  const added = await inRequest({ as }, () => addPasskey({ name: "Laptop", response }));
  expect(added.serverError).toBeUndefined();
  return authenticator;
}

async function begin(as: Session) {
  const { data } = await inRequest({ as }, () => beginConfirmation({}));
  if (!data) throw new Error("nothing was begun");
  return data;
}

const finish = (as: Session, response: Response) => inRequest({ as }, () => confirmWithPasskey({ response }));

const isFresh = async (as: Session) =>
  (await inRequest({ as }, async () => getStepUp(await permit("me:read")))).isFresh;

/** Nothing changed, it is recorded, and the answer doesn't say what was wrong. */
async function expectRefused(as: Session, answer: Awaited<ReturnType<typeof finish>>): Promise<void> {
  expect(answer.serverError).toMatchObject({ code: "invalid", reason: "passkey_refused" });
  expect(await isFresh(as)).toBe(false);
  const [newest] = await readAuditLog();
  expect(newest).toMatchObject({ action: "session.confirm", outcome: "failed", errorCode: "invalid" });
}

const noApi = { absent: "Passkeys are Castellan's own; the API has none." };
const listChallenges = async () => (await database()).select().from(passkeyChallenges);

describe("someone with a passkey", () => {
  let own: TestAuthenticator;
  let session: Session;
  let response: Response;
  beforeEach(async () => {
    own = await enroll(ada, 5);
    own.counter = 6;
  });

  test("a passkey that is removed has confirmed nothing any more, in any session", async () => {
    const [other, by] = [await startStale(), await startStale()];
    for (const as of [other, by]) {
      expect((await finish(as, own.sign(await begin(as)))).serverError).toBeUndefined();
      own.counter += 1;
    }
    const untouched = await startTestSession(ada);
    const [passkey] = await (await database()).select().from(passkeys);
    const remove = () => removeOwnPasskey({ id: passkey?.id ?? "" });
    expect((await inRequest({ as: by }, remove)).serverError).toBeUndefined();
    expect([await isFresh(other), await isFresh(by), await isFresh(untouched)]).toEqual([false, false, true]);
  });

  describeAction<Session>("beginConfirmation", {
    run: (as) => inRequest({ as }, () => beginConfirmation({})),
    changed: async ({ data }) => {
      const [{ challenge, purpose } = {}, ...more] = await listChallenges();
      expect([purpose, more]).toEqual(["confirm", []]);
      expect(data).toMatchObject({ challenge });
    },
    unchanged: async () =>
      expect((await listChallenges()).filter(({ purpose }) => purpose === "confirm")).toEqual([]),
    allowed: { by: { everyone: () => startStale() }, audit: { actorEmail: ada } },
    forbidden: {
      by: { "someone without a passkey": () => startStale(bob) },
      failure: { code: "not_found", reason: "no_passkey" },
      audit: { actorEmail: bob, errorCode: "not_found" },
    },
    refusedByApi: noApi,
    lost: { stored: { within: (run) => withBrokenTable("passkey_challenges", "insert", run) } },
  });

  const signAs = async (email: string) => {
    session = await startStale(email);
    response = own.sign(await begin(session));
    return session;
  };

  describeAction<Session>("confirmWithPasskey", {
    run: (as) => finish(as, response),
    changed: async () => {
      expect(await isFresh(session)).toBe(true);
      expect(await listChallenges()).toEqual([]);
      const used = await (await database()).select().from(passkeys);
      expect(used).toMatchObject([{ counter: 6, lastUsedAt: expect.any(Date) }]);
    },
    unchanged: async () => {
      expect(await isFresh(session)).toBe(false);
      for (const one of await (await database()).select().from(passkeys))
        expect(one).toMatchObject({ counter: 5, lastUsedAt: null });
    },
    allowed: {
      by: { everyone: () => signAs(ada) },
      audit: { actorEmail: ada, targetLabel: ada, after: { name: "Laptop" } },
    },
    forbidden: {
      given: () => enroll(bob, 5),
      by: { "someone with another person's passkey, even an admin's": () => signAs(bob) },
      failure: { code: "invalid", reason: "passkey_refused" },
      audit: { actorEmail: bob, errorCode: "invalid" },
    },
    refusedByApi: noApi,
    lost: { stored: { within: (run) => withBrokenTable("sessions", "update", run) } },
  });

  test("has confirmed nothing if the use of the passkey isn't stored", async () => {
    const as = await signAs(ada);
    const answer = await withBrokenTable("passkeys", "update", () => finish(as, response));
    expect(answer.serverError?.code).toMatch(/internal|store_unavailable/);
    expect(await isFresh(as)).toBe(false);
    const db = await database();
    expect(await db.select().from(passkeys)).toMatchObject([{ counter: 5, lastUsedAt: null }]);
    expect((await readAuditLog())[0]).toMatchObject({ action: "session.confirm", outcome: "failed" });
  });
});

describe("confirming with a passkey", () => {
  test("makes the session recent for the window", async () => {
    const authenticator = await enroll();
    const as = await startStale();
    expect(await isFresh(as)).toBe(false);
    expect((await finish(as, authenticator.sign(await begin(as)))).serverError).toBeUndefined();
    expect(await isFresh(as)).toBe(true);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 16 * 60_000 });
    expect(await isFresh(as)).toBe(false);
  });

  test("allowed for other sessions of the person, each of which confirms for itself", async () => {
    const authenticator = await enroll();
    const [one, other] = [await startStale(), await startStale()];
    await finish(one, authenticator.sign(await begin(one)));
    expect([await isFresh(one), await isFresh(other)]).toEqual([true, false]);
  });

  test("allowed to the one-time link, which has passkeys of its own", async () => {
    env.isSandbox = false;
    const authenticator = await enroll(null);
    const as = await startStale(null);
    expect((await finish(as, authenticator.sign(await begin(as)))).serverError).toBeUndefined();
    expect(await isFresh(as)).toBe(true);
  });

  test("allowed where the installation is read-only", async () => {
    const authenticator = await enroll();
    const as = await startStale();
    env.READ_ONLY = true;
    expect((await finish(as, authenticator.sign(await begin(as)))).serverError).toBeUndefined();
    expect(await isFresh(as)).toBe(true);
  });
});

test.each([
  { kind: "phishing_resistant" as const, acr: null },
  { kind: "acr" as const, acr: "gold" },
])(
  "where the rules require more than a sign-in, a passkey confirms, and one click doesn't: %j",
  async (proof) => {
    const authenticator = await enroll();
    const db = await database();
    await db.transaction((tx) => putSettings(tx, ada, { step_up_proof: proof }));
    const as = await startTestSession(ada);
    expect(await isFresh(as)).toBe(false);
    const state = await inRequest({ as }, async () => getStepUp(await permit("me:read")));
    expect(state).toMatchObject({ proof: proof.kind, persona: null, hasPasskey: true });
    expect((await finish(as, authenticator.sign(await begin(as)))).serverError).toBeUndefined();
    expect(await isFresh(as)).toBe(true);
  },
);

test("Settings says of each provider whether it can confirm, by the last sign-in with it", async () => {
  Object.assign(env, {
    ...{ OIDC_ISSUER: "https://id.example", OIDC_CLIENT_ID: "c", OIDC_CLIENT_SECRET: "s", OIDC_NAME: "SSO" },
    ...{ GITHUB_CLIENT_ID: "c", GITHUB_CLIENT_SECRET: "s", GITHUB_ORG: "northwind" },
  });
  const list = () => listConfirmingProviders(permitFor("admin", "settings:read"));
  const github = { name: "GitHub", canConfirm: false };
  expect(await list()).toEqual([{ name: "SSO", canConfirm: null }, github]);
  await startTestSession(ada, { method: "oidc", authenticatedAt: null, providerTime: "never" });
  expect(await list()).toEqual([{ name: "SSO", canConfirm: false }, github]);
  await startTestSession(ada, { method: "oidc", providerTime: "sent" });
  expect(await list()).toEqual([{ name: "SSO", canConfirm: true }, github]);
});

describe("an answer does not confirm", () => {
  test.each([
    ["from another origin", { origin: "https://evil.example" }],
    ["from our host by another scheme", { origin: "https://localhost:3000" }],
    ["from another port", { origin: "http://localhost:3001" }],
    ["for another host", { rpId: "evil.example" }],
    ["that only shows somebody is there", { flags: 1 }],
    ["that shows nobody is there", { flags: 4 }],
    ["that is of a registration", { type: "webauthn.create" }],
  ])("%s", async (_, deviation) => {
    const authenticator = await enroll();
    const as = await startStale();
    await expectRefused(as, await finish(as, authenticator.sign(await begin(as), deviation)));
  });

  test.each([
    [
      "the signature",
      ({ response }: Response) => {
        response.signature = `${response.signature.slice(0, -6)}AAAAAA`;
      },
    ],
    [
      "the authenticator's data",
      ({ response }: Response) => {
        const data = Buffer.from(response.authenticatorData, "base64url");
        data.writeUInt32BE(99, 33);
        response.authenticatorData = data.toString("base64url");
      },
    ],
    [
      "the browser's data",
      ({ response }: Response) => {
        const data = JSON.parse(Buffer.from(response.clientDataJSON, "base64url").toString());
        response.clientDataJSON = Buffer.from(JSON.stringify({ ...data, x: 1 })).toString("base64url");
      },
    ],
    [
      "nothing but junk in it",
      ({ response }: Response) => {
        Object.assign(response, { clientDataJSON: "e30", authenticatorData: "AA", signature: "AA" });
      },
    ],
  ])("with %s changed", async (_, tamper) => {
    const authenticator = await enroll();
    const as = await startStale();
    await expectRefused(as, await finish(as, authenticator.sign(await begin(as), { tamper })));
  });

  test("by another key under a known id", async () => {
    const [own, foreign] = [await enroll(), new TestAuthenticator()];
    const as = await startStale();
    const answer = { ...foreign.sign(await begin(as)), id: own.id, rawId: own.id };
    await expectRefused(as, await finish(as, answer));
  });

  test("that comes twice, or to a challenge before the last one", async () => {
    const authenticator = await enroll();
    const as = await startStale();
    const first = await begin(as);
    const second = await begin(as);
    await expectRefused(as, await finish(as, authenticator.sign(first)));
    await expectRefused(as, await finish(as, authenticator.sign(second)));
    const third = authenticator.sign(await begin(as));
    expect((await finish(as, third)).serverError).toBeUndefined();
    const other = await startStale();
    await expectRefused(other, await finish(other, third));
    expect((await finish(as, third)).serverError).toMatchObject({ reason: "passkey_refused" });
  });

  test("after five minutes", async () => {
    const authenticator = await enroll();
    const as = await startStale();
    const response = authenticator.sign(await begin(as));
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 5 * 60_000 + 1_000 });
    await expectRefused(as, await finish(as, response));
  });

  test("to the challenge of another session, even of the same person", async () => {
    const authenticator = await enroll();
    const [one, other] = [await startStale(), await startStale()];
    const response = authenticator.sign(await begin(one));
    await begin(other);
    await expectRefused(other, await finish(other, response));
    expect((await finish(one, response)).serverError).toBeUndefined();
  });

  test("to a challenge for adding", async () => {
    const authenticator = await enroll();
    const fresh = await startTestSession(ada);
    const { data } = await inRequest({ as: fresh }, () => beginPasskey({ name: "Phone" }));
    if (!data) throw new Error("nothing was begun");
    const { serverError } = await finish(fresh, authenticator.sign(data));
    expect(serverError).toMatchObject({ code: "invalid", reason: "passkey_refused" });
  });

  test.each([
    ["went back", 41],
    ["stood still", 42],
    ["fell to zero", 0],
  ])("whose counter %s", async (_, counter) => {
    const authenticator = await enroll(ada, 42);
    const as = await startStale();
    await expectRefused(as, await finish(as, authenticator.sign(await begin(as), { counter })));
  });

  test("whose counter an answer has reached that came at the same moment", async () => {
    const authenticator = await enroll(ada, 42);
    const [one, other] = [await startStale(), await startStale()];
    const [first, second] = [
      authenticator.sign(await begin(one), { counter: 43 }),
      authenticator.sign(await begin(other), { counter: 43 }),
    ];
    const answers = await Promise.all([finish(one, first), finish(other, second)]);
    expect(answers.filter(({ serverError }) => serverError === undefined)).toHaveLength(1);
  });

  test("under another host than the one that the passkey was made for", async () => {
    const authenticator = await enroll();
    const as = await startStale();
    const options = await begin(as);
    const headers = { host: "castellan.internal:3000", origin: "http://castellan.internal:3000" };
    const response = authenticator.sign(options, { origin: headers.origin, rpId: "castellan.internal" });
    const { serverError } = await inRequest({ as, headers }, () => confirmWithPasskey({ response }));
    expect(serverError).toMatchObject({ code: "invalid", reason: "passkey_refused" });
    const begun = await inRequest({ as, headers }, () => beginConfirmation({}));
    expect(begun.serverError).toMatchObject({ reason: "no_passkey" });
    expect(await isFresh(as)).toBe(false);
  });
});

test("NEXTAUTH_URL decides the host and origin, whatever the Host header", async () => {
  const authenticator = await enroll();
  const as = await startStale();
  env.NEXTAUTH_URL = testOrigin;
  const headers = { host: "evil.example" };
  const begun = await inRequest({ as, headers }, () => beginConfirmation({}));
  if (!begun.data) throw new Error("nothing was begun");
  expect(begun.data.rpId).toBe("localhost");
  const run = (response: Response) => inRequest({ as, headers }, () => confirmWithPasskey({ response }));
  const wrong = { origin: "http://evil.example", rpId: "evil.example" };
  const refused = await run(authenticator.sign(begun.data, wrong));
  expect(refused.serverError).toMatchObject({ reason: "passkey_refused" });
  expect((await run(authenticator.sign(await begin(as)))).serverError).toBeUndefined();
});

describe("trying on and on", () => {
  beforeEach(() => {
    for (const key of ["confirmation-tokens", "refused-writes"]) forget(key);
    vi.useFakeTimers({ toFake: ["Date"] });
  });

  const fail = (as: Session, response: Response) =>
    inRequest({ as, keepsTries: true }, () => confirmWithPasskey({ response }));

  test("ends after twenty tries, and the log no longer grows line by line", async () => {
    const authenticator = await enroll();
    const as = await startStale();
    const response = authenticator.sign({ challenge: "AAAA" });
    const codes: (string | undefined)[] = [];
    for (let turn = 0; turn < 40; turn++) codes.push((await fail(as, response)).serverError?.code);
    expect(codes.filter((code) => code === "invalid")).toHaveLength(20);
    expect(codes.at(-1)).toBe("too_many_requests");
    const lines = (await readAuditLog()).length;
    for (let turn = 0; turn < 20; turn++) await fail(as, response);
    expect((await readAuditLog()).length).toBeLessThanOrEqual(lines + 1);
  });

  test("in one session blocks no other, nor other writes of the same person", async () => {
    const authenticator = await enroll();
    const [thief, owner] = [await startStale(), await startStale()];
    const response = authenticator.sign({ challenge: "AAAA" });
    for (let turn = 0; turn < 30; turn++) await fail(thief, response);
    const begun = await inRequest({ as: owner, keepsTries: true }, () => beginConfirmation({}));
    if (!begun.data) throw new Error("nothing was begun");
    expect((await fail(owner, authenticator.sign(begun.data))).serverError).toBeUndefined();
  });

  test("to begin ends as well", async () => {
    await enroll();
    const as = await startStale();
    const codes: (string | undefined)[] = [];
    for (let turn = 0; turn < 25; turn++)
      codes.push((await inRequest({ as, keepsTries: true }, () => beginConfirmation({}))).serverError?.code);
    expect(codes.filter((code) => code === undefined)).toHaveLength(20);
    expect(codes.at(-1)).toBe("too_many_requests");
  });
});

describe("a job with several writes", () => {
  const ask = async (of: string, as: { token: string }, roles = "") =>
    inRequest({ as }, async () =>
      isJobToConfirm(await permit("me:read"), jobSearch.parse({ of, roles })).then(
        ({ isToConfirm }) => isToConfirm,
      ),
    );

  test("is confirmed before its first write if any of them needs it", async () => {
    const stale = await startStale();
    expect(await ask("workspace.create:1,workspace_member.add:3", stale)).toBe(false);
    expect(await ask("workspace.create:1,workspace_member.add:10", stale)).toBe(true);
    expect(await ask("workspace.create:1,workspace_member.add:3", stale, "workspace_admin")).toBe(true);
    expect(await ask("workspace.create:1,spend_limit.set:1", stale)).toBe(true);
    expect(await ask("api_key.deactivate:1,member.remove:1", stale)).toBe(true);
    expect(await ask("api_key.deactivate:1,member.remove:1", await startTestSession(ada))).toBe(false);
  });

  test("counts what the person changed within the hour", async () => {
    const stale = await startStale();
    const db = await database();
    const person = await inRequest({ as: stale }, async () => toPersonKey((await permit("me:read")).actor));
    await db.transaction((tx) => addRecentChanges(tx, { person, rows: 8, most: 10 }));
    expect(await ask("workspace.create:1,workspace_member.add:1", stale)).toBe(false);
    expect(await ask("workspace.create:1,workspace_member.add:2", stale)).toBe(true);
  });

  test("names only operations that there are", () => {
    for (const of of ["", "workspace.create", "nothing.do:1", "workspace.create:0", "workspace.create:x"])
      expect(jobSearch.safeParse({ of }).success, of).toBe(false);
  });
});
