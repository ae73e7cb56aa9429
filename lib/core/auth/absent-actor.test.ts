import { afterEach, beforeEach, expect, test } from "vitest";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { findAbsentActor } from "./absent-actor";
import { toKeptSession } from "./kept-session";
import { currentActor } from "./session";
import { addMember } from "./test-directory";
import { inRequest, startTestSession } from "./test-request";

const ada = "ada@northwind.example";
const bob = "bob@northwind.example";
const oidc = { OIDC_ISSUER: "https://id.example", OIDC_CLIENT_ID: "c", OIDC_CLIENT_SECRET: "s" };
const google = { GOOGLE_CLIENT_ID: "c", GOOGLE_CLIENT_SECRET: "s" };
const none = Object.fromEntries(
  [
    ...Object.keys({ ...oidc, ...google }),
    "OIDC_EMAIL_DOMAINS",
    "GOOGLE_EMAIL_DOMAINS",
    "ADMIN_PROVIDERS",
  ].map((name) => [name, undefined]),
);

beforeEach(async () => {
  await resetDatabase();
  await addMember("ada", "admin");
  await addMember("bob", "billing");
});
afterEach(() => {
  Object.assign(env, none);
});

const kept = (method: string | null) => ({
  sessionId: "s",
  method,
  memberId: null,
  providerAddress: null,
  address: "192.0.2.1",
  authenticatedAt: null,
});

test.each([
  ["its provider is offered", oidc, [true, true]],
  ["its provider is gone", google, [false, false]],
  ["no provider is set up any more", {}, [false, false]],
  [
    "its provider speaks for another domain",
    { ...oidc, OIDC_EMAIL_DOMAINS: ["elsewhere.example"] },
    [false, false],
  ],
  [
    "its provider is none of those of admins",
    { ...oidc, ...google, ADMIN_PROVIDERS: ["google"] },
    [false, true],
  ],
])("work goes on exactly as long as an open page would, when %s", async (_, changes, expected) => {
  Object.assign(env, changes);
  for (const [index, email] of [ada, bob].entries()) {
    const as = await startTestSession(email, { method: "oidc" });
    const isIn = (await inRequest({ as }, currentActor)) !== null;
    const { actor, refusal } = await findAbsentActor(email, kept("oidc"), new Date());
    expect([isIn, actor !== null]).toEqual([expected[index], expected[index]]);
    expect(refusal).toBe(expected[index] ? null : "sign_in_not_accepted");
    if (actor) expect(actor.session).toMatchObject({ id: "s", method: "oidc" });
  }
});

test("work ends with its page when the provider is another one, whatever its name here", async () => {
  Object.assign(env, oidc);
  const as = await startTestSession(bob, { method: "oidc" });
  const work = toKeptSession((await inRequest({ as }, currentActor))?.session ?? null);
  const read = async () => [
    await inRequest({ as }, currentActor),
    (await findAbsentActor(bob, work, new Date())).actor,
  ];
  const [page, absent] = await read();
  expect(absent?.session).toMatchObject({ id: page?.session?.id, method: "oidc" });
  env.OIDC_ISSUER = "https://other.example";
  expect(await read()).toEqual([null, null]);
  expect((await findAbsentActor(bob, work, new Date())).refusal).toBe("sign_in_not_accepted");
  expect((await findAbsentActor(bob, { ...work, providerAddress: null }, new Date())).refusal).toBeNull();
});

test("work of an unknown sign-in goes on while some way to sign in would let the person act", async () => {
  const isFit = async () =>
    (await findAbsentActor(ada, { method: null, memberId: null, providerAddress: null }, new Date()))
      .refusal === null;
  Object.assign(env, { ...oidc, ...google, ADMIN_PROVIDERS: ["google"] });
  expect(await isFit()).toBe(true);
  env.GOOGLE_EMAIL_DOMAINS = ["elsewhere.example"];
  expect(await isFit()).toBe(false);
});

test("work of someone who has no access any more has no actor, and no other reason", async () => {
  expect(await findAbsentActor("gone@northwind.example", kept("sandbox"), new Date())).toEqual({
    actor: null,
    refusal: null,
  });
});
