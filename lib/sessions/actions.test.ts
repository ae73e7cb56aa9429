import { beforeEach, describe, expect, test } from "vitest";
import { listAudit } from "@/lib/audit/list";
import { recordAttempt } from "@/lib/auth/attempts";
import { currentActor } from "@/lib/auth/session";
import { addMember } from "@/lib/auth/test-directory";
import { permitFor } from "@/lib/auth/test-permit";
import { inRequest } from "@/lib/auth/test-request";
import { newSession } from "@/lib/auth/token";
import { database } from "@/lib/db/client";
import { resetDatabase } from "@/lib/db/test-database";
import { endSessions, signOutEverywhere } from "./actions";
import { listSignIns } from "./mirror";

const ada = "ada@northwind.example";
const bob = "bob@northwind.example";

beforeEach(async () => {
  await resetDatabase();
  await addMember("ada", "admin");
  await addMember("bob", "user");
});

const start = (email: string) => newSession({ kind: "person", email });
const isIn = async (session: ReturnType<typeof start>) =>
  (await inRequest({ as: session }, currentActor)) !== null;

async function readAudit() {
  const { items } = await listAudit(permitFor("admin", "activity:read"));
  return items[0];
}

async function withoutTable<T>(run: () => Promise<T>): Promise<T> {
  const db = await database();
  // Only the write misses it: the session was read before.
  await db.execute(
    "create or replace function refuse_end() returns trigger language plpgsql as 'begin raise exception $$no$$; end'",
  );
  await db.execute(
    "create trigger refuse_end before insert on session_ends for each row execute function refuse_end()",
  );
  try {
    return await run();
  } finally {
    await db.execute("drop trigger refuse_end on session_ends");
  }
}

describe("ending somebody's sessions", () => {
  const end = (as: string, name = bob) => inRequest({ as }, () => endSessions({ name }));

  test("allowed: they are out at the next request, and it is on record", async () => {
    const [theirs, own] = [start(bob), start(ada)];
    expect((await end(ada, ` ${bob.toUpperCase()}`)).serverError).toBeUndefined();
    expect([await isIn(theirs), await isIn(own)]).toEqual([false, true]);
    expect(await readAudit()).toMatchObject({
      action: "session.end",
      actorEmail: ada,
      targetLabel: bob,
      outcome: "succeeded",
    });
  });

  test("forbidden: they stay in", async () => {
    const theirs = start(ada);
    expect((await end(bob, ada)).serverError).toMatchObject({ code: "forbidden" });
    expect(await isIn(theirs)).toBe(true);
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "forbidden" });
  });

  test("refused without a name", async () => {
    expect((await end(ada, " ")).validationErrors).toMatchObject({ code: "invalid" });
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "invalid" });
  });

  test("answer lost: what the store did not take has not happened", async () => {
    const theirs = start(bob);
    const { serverError } = await withoutTable(() => end(ada));
    expect(serverError?.code).toMatch(/internal|store_unavailable/);
    expect(await isIn(theirs)).toBe(true);
    expect(await readAudit()).toMatchObject({ action: "session.end", outcome: "failed" });
  });
});

describe("signing out everywhere", () => {
  const signOut = (as: string | ReturnType<typeof start>) => inRequest({ as }, () => signOutEverywhere({}));

  test("allowed to everyone: every session of theirs is over, those of others go on", async () => {
    const [here, there, other] = [start(bob), start(bob), start(ada)];
    expect((await signOut(here)).serverError).toBeUndefined();
    expect([await isIn(here), await isIn(there), await isIn(other)]).toEqual([false, false, true]);
    expect(await readAudit()).toMatchObject({
      action: "session.end_own",
      actorEmail: bob,
      outcome: "succeeded",
    });
  });

  test("forbidden to a stranger, of whom nothing is recorded", async () => {
    expect((await signOut("eve@evil.example")).serverError).toMatchObject({ code: "unauthenticated" });
    expect(await readAudit()).toBeUndefined();
  });

  test("answer lost: what the store did not take has not happened", async () => {
    const here = start(bob);
    const { serverError } = await withoutTable(() => signOut(here));
    expect(serverError?.code).toMatch(/internal|store_unavailable/);
    expect(await isIn(here)).toBe(true);
    expect(await readAudit()).toMatchObject({ outcome: "failed" });
  });

  test("refused a second time: the session that asks is over", async () => {
    const here = start(bob);
    await signOut(here);
    expect((await signOut(here)).serverError).toMatchObject({ code: "unauthenticated" });
  });
});

test("the list has who may be signed in, and every attempt", async () => {
  const attempt = { address: "192.0.2.1", method: "oidc" };
  await recordAttempt({ ...attempt, email: bob }, "succeeded", new Date(Date.now() - 60_000));
  await recordAttempt({ ...attempt, email: bob }, "succeeded", new Date(Date.now() - 30_000));
  await recordAttempt({ ...attempt, email: ada }, "succeeded", new Date(Date.now() - 9 * 3_600_000));
  await recordAttempt(
    { ...attempt, method: "link", email: null },
    "succeeded",
    new Date(Date.now() - 20_000),
  );
  await recordAttempt({ ...attempt, email: "eve@evil.example" }, "stranger", new Date(Date.now() - 10_000));
  const by = permitFor("auditor", "settings:read");
  const { sessions, attempts } = await listSignIns(by);
  expect(sessions.map(({ name }) => name)).toEqual([bob, "link"]);
  expect(attempts.map(({ outcome }) => outcome)).toEqual([
    "stranger",
    ...Array.from({ length: 4 }, () => "succeeded"),
  ]);
  await inRequest({ as: ada }, () => endSessions({ name: bob }));
  expect((await listSignIns(by)).sessions.map(({ name }) => name)).toEqual(["link"]);
});
