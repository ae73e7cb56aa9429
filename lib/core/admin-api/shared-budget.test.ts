import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { database } from "@/lib/core/db/client";
import { requestGrants } from "@/lib/core/db/request-tables";
import { SharedBudget } from "./shared-budget";

type Three = [SharedBudget, SharedBudget, SharedBudget];

function openBudgets(bucket: { size: number; windowMs?: number; holdMs?: number }) {
  const given = { name: randomUUID(), windowMs: 60_000, holdMs: 1_000, ...bucket };
  const [one, other, third] = [1, 2, 3].map(() => new SharedBudget(given)) as Three; // Sound: there are three.
  return { name: given.name, one, other, third };
}

function watch(promise: Promise<unknown>): { isOver: boolean } {
  const watched = { isOver: false };
  promise.finally(() => {
    watched.isOver = true;
  });
  return watched;
}

test("two servers that ask together never exceed the limit in any window", async () => {
  const [size, windowMs] = [8, 200];
  const { one, other } = openBudgets({ size, windowMs, holdMs: 200 });
  const served: number[] = [];
  const take = (budget: SharedBudget, priority: "write" | "page" | "background") =>
    budget.take(priority).then(() => served.push(performance.now()));
  const wants = Array.from({ length: 4 }, () => ["background", "page", "write"] as const).flat();
  await Promise.all(wants.flatMap((priority) => [take(one, priority), take(other, priority)]));
  expect(served).toHaveLength(24);
  for (const [index, at] of served.entries()) {
    const next = served[index + size];
    if (next !== undefined) expect(next - at).toBeGreaterThanOrEqual(windowMs);
  }
});

test("a write of one server goes before an older page of another, and a page before the sync", async () => {
  const { one, other, third } = openBudgets({ size: 1, windowMs: 150, holdMs: 150 });
  await one.take("page");
  const order: string[] = [];
  const note = (what: string) => () => order.push(what);
  const background = one.take("background").then(note("background"));
  const page = other.take("page").then(note("page"));
  await expect.poll(() => one.countAllWaiting()).toBe(2);
  await Promise.all([background, page, third.take("write").then(note("write"))]);
  expect(order).toEqual(["write", "page", "background"]);
});

test("the background of all servers together leaves the last tenth to people", async () => {
  const { one, other } = openBudgets({ size: 10 });
  for (let sent = 0; sent < 9; sent += 1) await (sent % 2 ? one : other).take("background");
  const background = watch(other.take("background"));
  await expect.poll(() => one.countAllWaiting()).toBe(1);
  await one.take("page");
  expect(background.isOver).toBe(false);
});

test("a write goes at once while the background of its own server waits for its share", async () => {
  const { one } = openBudgets({ size: 10 });
  for (let sent = 0; sent < 9; sent += 1) await one.take("background");
  void one.take("background");
  await expect.poll(() => one.countAllWaiting()).toBe(1);
  await one.take("write");
});

test("all servers wait when the API asks one of them to wait", async () => {
  const { one, other } = openBudgets({ size: 10 });
  const begunAt = performance.now();
  await one.pause(300);
  const sent = await Promise.all(
    [one, other].map((budget) => budget.take("write").then(() => performance.now())),
  );
  for (const at of sent) expect(at - begunAt).toBeGreaterThanOrEqual(300);
});

test("a request that would wait too long learns how long, and nothing waits in its place", async () => {
  const { one, other } = openBudgets({ size: 1, windowMs: 3_600_000 });
  await one.take("write", 10_000);
  const refusal = await other.take("write", 10_000).catch((cause: unknown) => cause);
  expect(refusal).toMatchObject({ code: "rate_limited" });
  expect(Reflect.get(Object(refusal), "failure").retryAfterSeconds).toBeGreaterThan(3_590);
  expect(other.waiting).toBe(0);
});

test("a server that sends many requests takes several tokens at once while there are plenty", async () => {
  const { one, name } = openBudgets({ size: 1_000 });
  for (let sent = 0; sent < 60; sent += 1) await one.take("background");
  const db = await database();
  const grants = await db.select().from(requestGrants).where(eq(requestGrants.bucket, name));
  expect(grants.length).toBeLessThan(20);
  expect(grants.reduce((sum, { tokens }) => sum + tokens, 0)).toBeGreaterThanOrEqual(60);
});
