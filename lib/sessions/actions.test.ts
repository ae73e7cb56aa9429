import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { readAudit } from "@/lib/audit/test-log";
import { recordAttempt } from "@/lib/auth/attempts";
import { permit } from "@/lib/auth/permit";
import { currentActor } from "@/lib/auth/session";
import { addMember } from "@/lib/auth/test-directory";
import { permitFor } from "@/lib/auth/test-permit";
import { inRequest, startTestSession } from "@/lib/auth/test-request";
import { database } from "@/lib/db/client";
import { resetDatabase } from "@/lib/db/test-database";
import { env } from "@/lib/env";
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

async function withoutTable<T>(run: () => Promise<T>): Promise<T> {
  const db = await database();
  await db.execute(
    "create or replace function refuse_end() returns trigger language plpgsql as 'begin raise exception $$no$$; end'",
  );
  await db.execute(
    "create trigger refuse_end before delete on sessions for each row execute function refuse_end()",
  );
  try {
    return await run();
  } finally {
    await db.execute("drop trigger refuse_end on sessions");
  }
}

describe("ending someone's sessions", () => {
  const end = (as: string, name = bob) => inRequest({ as }, () => endSessions({ name }));

  test("allowed: they are out at the next request, and it is audited", async () => {
    const [theirs, own] = [await start(bob), await start(ada)];
    expect((await end(ada, ` ${bob.toUpperCase()}`)).serverError).toBeUndefined();
    expect([await isIn(theirs), await isIn(own)]).toEqual([false, true]);
    expect(await readAudit()).toMatchObject({
      action: "session.end",
      actorEmail: ada,
      targetLabel: bob,
      outcome: "succeeded",
    });
  });

  test("forbidden: they stay signed in", async () => {
    const theirs = await start(ada);
    expect((await end(bob, ada)).serverError).toMatchObject({ code: "forbidden" });
    expect(await isIn(theirs)).toBe(true);
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "forbidden" });
  });

  test("refused without a name", async () => {
    expect((await end(ada, " ")).validationErrors).toMatchObject({ code: "invalid" });
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "invalid" });
  });

  test("answer lost: what the database did not take has not happened", async () => {
    const theirs = await start(bob);
    const { serverError } = await withoutTable(() => end(ada));
    expect(serverError?.code).toMatch(/internal|store_unavailable/);
    expect(await isIn(theirs)).toBe(true);
    expect(await readAudit()).toMatchObject({ action: "session.end", outcome: "failed" });
  });
});

describe("signing out everywhere", () => {
  const signOut = (as: string | Token) => inRequest({ as }, () => signOutEverywhere({}));

  test("allowed to everyone: all of their sessions end, and others' continue", async () => {
    const [here, there, other] = [await start(bob), await start(bob), await start(ada)];
    expect((await signOut(here)).serverError).toBeUndefined();
    expect([await isIn(here), await isIn(there), await isIn(other)]).toEqual([false, false, true]);
    expect(await readAudit()).toMatchObject({
      action: "session.end_own",
      actorEmail: bob,
      outcome: "succeeded",
    });
  });

  test("forbidden to a stranger, about whom nothing is recorded", async () => {
    expect((await signOut("eve@evil.example")).serverError).toMatchObject({ code: "unauthenticated" });
    expect(await readAudit()).toBeUndefined();
  });

  test("answer lost: what the database did not take has not happened", async () => {
    const here = await start(bob);
    const { serverError } = await withoutTable(() => signOut(here));
    expect(serverError?.code).toMatch(/internal|store_unavailable/);
    expect(await isIn(here)).toBe(true);
    expect(await readAudit()).toMatchObject({ outcome: "failed" });
  });

  test("refused a second time: the requesting session is over", async () => {
    const here = await start(bob);
    await signOut(here);
    expect((await signOut(here)).serverError).toMatchObject({ code: "unauthenticated" });
  });
});

describe("ending one session", () => {
  const end = (as: string, id: string) => inRequest({ as }, () => endSession({ id }));

  test("allowed: that browser is out, the person's others stay, and it is audited", async () => {
    const [one, other] = [await start(bob), await start(bob)];
    expect((await end(ada, await idOf(one))).serverError).toBeUndefined();
    expect([await isIn(one), await isIn(other)]).toEqual([false, true]);
    expect(await readAudit()).toMatchObject({
      action: "session.end",
      actorEmail: ada,
      targetLabel: bob,
      outcome: "succeeded",
    });
  });

  test("forbidden to people who do not manage access", async () => {
    const theirs = await start(ada);
    expect((await end(bob, await idOf(theirs))).serverError).toMatchObject({ code: "forbidden" });
    expect(await isIn(theirs)).toBe(true);
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "forbidden" });
  });

  test("refused where the session is over already", async () => {
    expect((await end(ada, randomUUID())).serverError).toMatchObject({ code: "not_found" });
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "not_found" });
  });

  test("answer lost: what the database did not take has not happened", async () => {
    const theirs = await start(bob);
    const id = await idOf(theirs);
    expect((await withoutTable(() => end(ada, id))).serverError?.code).toMatch(/internal|store_unavailable/);
    expect(await isIn(theirs)).toBe(true);
    expect(await readAudit()).toMatchObject({ outcome: "failed" });
  });
});

describe("ending an own session", () => {
  const end = (as: Token, id: string) => inRequest({ as }, () => endOwnSession({ id }));

  test("allowed to everyone, also where the installation is read-only", async () => {
    const [here, there] = [await start(bob), await start(bob)];
    env.READ_ONLY = true;
    expect((await end(here, await idOf(there))).serverError).toBeUndefined();
    env.READ_ONLY = false;
    expect([await isIn(here), await isIn(there)]).toEqual([true, false]);
    expect(await readAudit()).toMatchObject({
      action: "session.end_own",
      actorEmail: bob,
      outcome: "succeeded",
    });
  });

  test("forbidden for someone else's, as if it did not exist", async () => {
    const [mine, theirs] = [await start(bob), await start(ada)];
    const hidden = await end(mine, await idOf(theirs));
    const missing = await end(mine, randomUUID());
    for (const { serverError } of [hidden, missing]) expect(serverError).toMatchObject({ code: "not_found" });
    expect(await isIn(theirs)).toBe(true);
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "not_found" });
  });

  test("refused without an id", async () => {
    expect((await end(await start(bob), "x")).validationErrors).toMatchObject({ code: "invalid" });
  });

  test("answer lost: what the database did not take has not happened", async () => {
    const [here, there] = [await start(bob), await start(bob)];
    const id = await idOf(there);
    await withoutTable(() => end(here, id));
    expect(await isIn(there)).toBe(true);
    expect(await readAudit()).toMatchObject({ outcome: "failed" });
  });
});

test("an admin ends sessions where the installation is read-only", async () => {
  const theirs = await start(bob);
  env.READ_ONLY = true;
  expect((await inRequest({ as: ada }, () => endSessions({ name: bob }))).serverError).toBeUndefined();
  env.READ_ONLY = false;
  expect(await isIn(theirs)).toBe(false);
});

test("the lists show live sessions with browser and address, and every attempt", async () => {
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
      browser: "Firefox on Linux",
      address: "198.51.100.4",
      method: "sandbox",
      isOwn: true,
    }),
  ]);
});
