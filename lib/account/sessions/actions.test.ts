import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { readAudit } from "@/lib/core/audit/test-log";
import { recordAttempt } from "@/lib/core/auth/attempts";
import { permit } from "@/lib/core/auth/permit";
import { currentActor } from "@/lib/core/auth/session";
import { addMember } from "@/lib/core/auth/test-directory";
import { permitFor } from "@/lib/core/auth/test-permit";
import { inRequest, startTestSession } from "@/lib/core/auth/test-request";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { describeAction } from "@/lib/core/entry/test-action";
import { env } from "@/lib/core/env/env";
import { endOwnSession, endSession, endSessions, signOutEverywhere } from "./actions";
import { listOwnSessions, listSignIns } from "./store";

const ada = "ada@northwind.example";
const bob = "bob@northwind.example";

beforeEach(async () => {
  await resetDatabase();
  await addMember("ada", "admin");
  await addMember("bob", "user");
});

type Token = { token: string };
const start = (email: string) => startTestSession(email);
const isIn = async (as: Token) => (await inRequest({ as }, currentActor)) !== null;
const idOf = async (as: Token) => (await inRequest({ as }, currentActor))?.session?.id ?? "";

const noApi = { absent: "Sessions are Castellan's own; the API has none." };
const lost = {
  stored: { within: (run: () => Promise<object>) => withBrokenTable("sessions", "delete", run) },
};

describe("someone's sessions", () => {
  let here: Token;
  let there: Token;
  let admins: Token;
  beforeEach(async () => {
    [here, there, admins] = [await start(bob), await start(bob), await start(ada)];
  });
  const areIn = async () => [await isIn(here), await isIn(there), await isIn(admins)];
  const unchanged = async () => expect(await areIn()).toEqual([true, true, true]);

  const endAll = (as: string, name = bob) => inRequest({ as }, () => endSessions({ name }));

  describeAction("endSessions", {
    run: (as) => endAll(as, as === bob ? ada : ` ${bob.toUpperCase()}`),
    changed: async () => expect(await areIn()).toEqual([false, false, true]),
    unchanged,
    allowed: { by: { "an admin": ada }, audit: { targetLabel: bob } },
    forbidden: { by: { "a user": bob } },
    refusedByApi: noApi,
    lost,
  });

  test("don't end without a name", async () => {
    expect((await endAll(ada, " ")).validationErrors).toMatchObject({ code: "invalid" });
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "invalid" });
    await unchanged();
  });

  const signOut = (as: string | Token) => inRequest({ as }, () => signOutEverywhere({}));

  describeAction<Token>("signOutEverywhere", {
    run: signOut,
    changed: async () => expect(await areIn()).toEqual([false, false, true]),
    unchanged,
    allowed: { by: { everyone: async () => here }, audit: { actorEmail: bob } },
    forbidden: { absent: "Everyone may end their own sessions." },
    refusedByApi: noApi,
    lost,
  });

  test("can't end a second time, because the requesting session is over", async () => {
    await signOut(here);
    expect((await signOut(here)).serverError).toMatchObject({ code: "unauthenticated" });
  });

  const endOne = (as: string, id: string) => inRequest({ as }, () => endSession({ id }));

  describeAction("endSession", {
    run: async (as) => endOne(as, await idOf(as === bob ? admins : there)),
    changed: async () => expect(await areIn()).toEqual([true, false, true]),
    unchanged,
    allowed: { by: { "an admin": ada }, audit: { targetLabel: bob } },
    forbidden: { by: { "a user": bob } },
    refusedByApi: noApi,
    lost,
  });

  test("aren't found once they are over", async () => {
    expect((await endOne(ada, randomUUID())).serverError).toMatchObject({ code: "not_found" });
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "not_found" });
  });

  const endOwn = (as: Token, id: string) => inRequest({ as }, () => endOwnSession({ id }));

  describeAction<Token>("endOwnSession", {
    run: async (as) => endOwn(as, await idOf(there)),
    changed: async () => expect(await areIn()).toEqual([true, false, true]),
    unchanged,
    allowed: { by: { everyone: async () => here }, audit: { actorEmail: bob } },
    forbidden: {
      by: { "someone else, as if it did not exist": async () => admins },
      failure: { code: "not_found" },
      audit: { errorCode: "not_found" },
    },
    refusedByApi: noApi,
    lost,
  });

  test("are ended by their owner even if the installation is read-only", async () => {
    env.READ_ONLY = true;
    expect((await endOwn(here, await idOf(there))).serverError).toBeUndefined();
    env.READ_ONLY = false;
    expect(await areIn()).toEqual([true, false, true]);
  });

  test("look the same to others whether they exist or not", async () => {
    const hidden = await endOwn(here, await idOf(admins));
    const missing = await endOwn(here, randomUUID());
    for (const { serverError } of [hidden, missing]) expect(serverError).toMatchObject({ code: "not_found" });
    await unchanged();
  });

  test("don't end without an ID", async () => {
    expect((await endOwn(here, "x")).validationErrors).toMatchObject({ code: "invalid" });
  });
});

test("an admin ends sessions even if the installation is read-only", async () => {
  const theirs = await start(bob);
  env.READ_ONLY = true;
  expect((await inRequest({ as: ada }, () => endSessions({ name: bob }))).serverError).toBeUndefined();
  env.READ_ONLY = false;
  expect(await isIn(theirs)).toBe(false);
});

test("the lists show live sessions with browser and address, and every sign-in attempt", async () => {
  const userAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
  const mine = await startTestSession(bob, { userAgent, address: "198.51.100.4" });
  await start(ada);
  const attempt = { address: "192.0.2.1", method: "oidc" };
  await recordAttempt({ ...attempt, email: "eve@evil.example" }, "stranger", new Date(Date.now() - 10_000));
  const { sessions, attempts } = await listSignIns(permitFor("auditor", "settings:read"));
  expect(sessions.map(({ email }) => email).toSorted()).toEqual([ada, bob]);
  expect(attempts.map(({ outcome }) => outcome)).toEqual(["stranger"]);
  const own = await inRequest({ as: mine }, async () => listOwnSessions(await permit("me:read")));
  expect(own).toEqual([
    expect.objectContaining({
      email: bob,
      browser: "Firefox",
      system: "Linux",
      address: "198.51.100.4",
      method: "sandbox",
      isOwn: true,
    }),
  ]);
});
