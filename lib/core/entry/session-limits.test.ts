import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { endSessions } from "@/lib/account/sessions/actions";
import { saveView } from "@/lib/account/views/actions";
import { recordDownload } from "@/lib/across/exports/record";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { type Actor, currentActor } from "@/lib/core/auth/session";
import { addMember } from "@/lib/core/auth/test-directory";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { inRequest, startTestSession } from "@/lib/core/auth/test-request";
import { createRun } from "@/lib/core/bulk/create";
import { database } from "@/lib/core/db/client";
import { operations } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { forget } from "@/lib/core/process/process-singleton";
import { startDownload, takeRecorded, takeTry } from "./session-limits";

const bob = "bob@northwind.example";

beforeEach(async () => {
  await resetDatabase();
  for (const key of ["recorded-tokens", "refusal-tokens", "refused-writes", "downloads"]) forget(key);
  await addMember("bob", "user");
  await addMember("ada", "admin");
});

// Time stands still, so that a slow machine doesn't refill the bucket under test.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => vi.useRealTimers());

const countLines = async () => (await readAuditLog()).length;

describe("one person", () => {
  const toActor = (session: string, email: string, method = "oidc") =>
    newActor("admin", { email, session: { id: session, method, address: "x", authenticatedAt: null } });
  const refusal = expect.objectContaining({ code: "too_many_requests" });

  test("one person can run four exports at once in all sessions, and the next when one is over", async () => {
    const four = ["one", "one", "two", "three"].map((id) => startDownload(toActor(id, "Ada@x.example")));
    const [end] = await Promise.all(four);
    await expect(startDownload(toActor("four", "ada@x.example"))).rejects.toEqual(refusal);
    (await startDownload(toActor("five", "bob@x.example")))();
    end?.();
    end?.();
    await startDownload(toActor("one", "ada@x.example"));
    await expect(startDownload(toActor("one", "ada@x.example"))).rejects.toEqual(refusal);
  });

  test("one person is not confused with someone else who tries the same persona of the sandbox", async () => {
    const start = (session: string) => startDownload(toActor(session, "ada@x.example", "sandbox"));
    for (let count = 0; count < 4; count += 1) await start("one");
    await expect(start("one")).rejects.toEqual(refusal);
    await start("two");
  });

  test("one person can end sessions while a copy of their cookie uses up their refused writes", async () => {
    const [thief, owner] = ["copied", "new"].map((id) => toActor(id, "ada@x.example")) as [Actor, Actor]; // Sound: two were mapped.
    for (let count = 0; count < 40; count += 1) {
      expect(await takeTry(thief, "member.remove")).toBe(0);
      expect(await takeTry(thief, "session.end_own")).toBe(0);
    }
    expect(await takeTry(thief, "session.end_own")).toBeGreaterThan(0);
    expect(await takeTry(owner, "member.remove")).toBeGreaterThan(0);
    for (const action of ["session.end", "session.end_own"] as const)
      expect(await takeTry(owner, action)).toBe(0);
  });

  test("one person uses up no refused writes of someone else who tries the same persona", async () => {
    const take = (id: string) => takeTry(toActor(id, "ada@x.example", "sandbox"), "member.remove");
    for (let count = 0; count < 40; count += 1) await take("one");
    expect(await take("one")).toBeGreaterThan(0);
    expect(await take("two")).toBe(0);
  });
});

describe("refused writes", () => {
  test("refused writes are limited, and no longer make the log grow line by line", async () => {
    const as = await startTestSession(bob);
    const attempt = () => inRequest({ as, keepsTries: true }, () => endSessions({ name: "x" }));
    const codes: (string | undefined)[] = [];
    for (let turn = 0; turn < 60; turn++) codes.push((await attempt()).serverError?.code);
    expect(codes[0]).toBe("forbidden");
    expect(codes.at(-1)).toBe("too_many_requests");
    const lines = await countLines();
    expect(lines).toBeLessThan(60);
    for (let turn = 0; turn < 10; turn++) await attempt();
    expect(await countLines()).toBeLessThanOrEqual(lines + 1);
  });

  test("refused writes store nothing in the database beyond the limit", async () => {
    const as = await startTestSession(bob);
    const db = await database();
    const attempt = () => inRequest({ as, keepsTries: true }, () => endSessions({ name: "x" }, randomUUID()));
    const codes: (string | undefined)[] = [];
    for (let turn = 0; turn < 50; turn++) codes.push((await attempt()).serverError?.code);
    expect(codes.at(-1)).toBe("too_many_requests");
    expect(await db.$count(operations)).toBe(codes.filter((code) => code === "forbidden").length);
  });

  test("refused writes of one person block no one else, and successful writes don't count", async () => {
    const as = await startTestSession("ada@northwind.example");
    const end = () => inRequest({ as, keepsTries: true }, () => endSessions({ name: bob }));
    for (let turn = 0; turn < 50; turn++) expect((await end()).serverError).toBeUndefined();
  });
});

describe("writes that succeed", () => {
  test("writes that succeed can't fill the log, and neither can downloads", async () => {
    const as = await startTestSession("ada@northwind.example");
    const write = () =>
      inRequest({ as, keepsTries: true }, () =>
        saveView({ page: "cost", name: "Mine", query: "group=model" }),
      );
    expect((await write()).serverError).toBeUndefined();
    const actor = await inRequest({ as, keepsTries: true }, currentActor);
    if (!actor) throw new Error("nobody is signed in");
    let count = 1;
    while (takeRecorded(actor, "view.save") === 0) count += 1;
    expect(count).toBe(1_000);
    expect((await write()).serverError).toMatchObject({ code: "too_many_requests" });
    await expect(recordDownload(actor, "cost.csv", new URLSearchParams(), () => ({}))).rejects.toMatchObject({
      code: "too_many_requests",
    });
    // Besides the write, the log has one line that sums up the others.
    expect(await readAuditLog()).toMatchObject([{ outcome: "failed" }, { outcome: "succeeded" }]);
  });
});

test("no one can queue bulk runs without limit", async () => {
  const by = permitFor("admin", "members:write");
  const start = () =>
    createRun(by, { operation: "member.remove", rows: [{ targetId: "x", label: "x" }], needsApproval: true });
  for (let turn = 0; turn < 20; turn++) await start();
  await expect(start()).rejects.toMatchObject({ code: "too_many_requests" });
});
