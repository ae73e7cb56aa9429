import { describe, expect, test } from "vitest";
import { perRequest, rememberWithin } from "./per-request";

function newCounter() {
  let calls = 0;
  return perRequest(async () => {
    calls += 1;
    return calls;
  });
}

describe("a read of each request", () => {
  test("a read of each request is created once within a route, however many ask at once", async () => {
    const count = newCounter();
    const answers = await rememberWithin(async () => [
      ...(await Promise.all([count(), count()])),
      await count(),
    ]);
    expect(answers).toEqual([1, 1, 1]);
  });

  test("a read of each request is created again by the next route and by a parallel one", async () => {
    const count = newCounter();
    expect(await rememberWithin(count)).toBe(1);
    const together = await Promise.all([rememberWithin(count), rememberWithin(count)]);
    expect(together.toSorted()).toEqual([2, 3]);
  });

  test("a read of each request is not cached outside a request, where work may take long", async () => {
    const count = newCounter();
    expect([await count(), await count()]).toEqual([1, 2]);
  });

  test("a read of each request is separate from other reads", async () => {
    const [one, other] = [newCounter(), newCounter()];
    expect(await rememberWithin(async () => [await one(), await one(), await other()])).toEqual([1, 1, 1]);
  });
});
