import fc from "fast-check";
import { expect, test } from "vitest";
import { atPriority, currentPriority, type Priority } from "@/lib/core/process/priority";
import { RequestBudget } from "./budget";

/** A clock that jumps to the next alarm, so that minutes take no time. */
function createClock() {
  const alarms: { at: number; run: () => void }[] = [];
  let time = 0;
  return {
    now: () => time,
    wake: (run: () => void, delayMs: number) => {
      alarms.push({ at: time + delayMs, run });
    },
    jump(): boolean {
      alarms.sort((a, b) => a.at - b.at);
      const next = alarms.shift();
      if (next) time = next.at;
      next?.run();
      return next !== undefined;
    },
  };
}

const priorities: Priority[] = ["write", "page", "background"];

test("no one-minute window holds more requests than allowed, and all are served in the end", async () => {
  const wanted = fc.array(fc.constantFrom(...priorities), { minLength: 1, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(wanted, fc.integer({ min: 1, max: 12 }), async (wants, perMinute) => {
      const clock = createClock();
      const budget = new RequestBudget(perMinute, clock);
      const served: number[] = [];
      const all = wants.map((priority) => budget.take(priority).then(() => served.push(clock.now())));
      await settle();
      while (served.length < wants.length && clock.jump()) await settle();
      await Promise.all(all);
      served.sort((a, b) => a - b);
      for (const [index, at] of served.entries()) {
        const next = served[index + perMinute];
        if (next !== undefined) expect(next - at).toBeGreaterThanOrEqual(60_000);
      }
    }),
    { numRuns: 40 },
  );
});

test("a write goes before a page, and a page before the sync", async () => {
  const clock = createClock();
  const budget = new RequestBudget(1, clock);
  await budget.take("page");
  const order: Priority[] = [];
  const all = (["background", "page", "write"] as const).map((priority) =>
    budget.take(priority).then(() => order.push(priority)),
  );
  expect(budget.waiting).toBe(3);
  while (order.length < 3 && clock.jump()) await settle();
  await Promise.all(all);
  expect(order).toEqual(["write", "page", "background"]);
});

test("a tenth of the minute is reserved for people", async () => {
  const budget = new RequestBudget(10, createClock());
  for (let sent = 0; sent < 9; sent++) await budget.take("background");
  void budget.take("background");
  await settle();
  expect(budget.waiting).toBe(1);
  await budget.take("page");
  expect(budget.waiting).toBe(1);
});

test("a write that arrives while the sync waits for its share is sent immediately", async () => {
  const budget = new RequestBudget(10, createClock());
  for (let sent = 0; sent < 9; sent++) await budget.take("background");
  void budget.take("background");
  await budget.take("write");
});

test("nothing is sent during a pause that the API asked for", async () => {
  const clock = createClock();
  const budget = new RequestBudget(10, clock);
  budget.pause(5_000);
  const sent = budget.take("write").then(() => clock.now());
  await settle();
  expect(budget.waiting).toBe(1);
  clock.jump();
  expect(await sent).toBeGreaterThanOrEqual(5_000);
});

test("a request that would wait too long for a bucket that refills hourly learns how long", async () => {
  const clock = createClock();
  const budget = new RequestBudget(10, clock, 3_600_000);
  for (let sent = 0; sent < 9; sent++) await budget.take("background");
  const refused = { code: "rate_limited", failure: { retryAfterSeconds: 3_600 } };
  await expect(budget.take("background", 10_000)).rejects.toMatchObject(refused);
  await budget.take("write", 10_000);
  await expect(budget.take("write", 10_000)).rejects.toMatchObject(refused);
  expect(budget.waiting).toBe(0);
});

test("a write does not wait for the background's share", async () => {
  const clock = createClock();
  const budget = new RequestBudget(90, clock);
  // One request every 100 ms: the background share is used up after 81, and four pages used part of the rest.
  for (let sent = 0; sent < 85; sent++) {
    await budget.take("page");
    clock.wake(() => {}, 100);
    clock.jump();
  }
  const background = budget.take("background");
  for (let sent = 0; sent < 5; sent++) await budget.take("page");
  const write = budget.take("write").then(() => clock.now());
  await settle();
  while (budget.waiting > 1) expect(clock.jump()).toBe(true);
  expect(await write).toBe(60_001);
  while (budget.waiting > 0) expect(clock.jump()).toBe(true);
  await background;
});

test("work inside a priority has it, and work beside it is a page's", async () => {
  expect(await atPriority("background", async () => currentPriority())).toBe("background");
  expect(currentPriority()).toBe("page");
});

async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
}
