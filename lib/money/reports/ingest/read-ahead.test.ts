import { setTimeout as wait } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { ReadAhead } from "./read-ahead";

async function* count(asked: number[], end: () => void = () => {}): AsyncGenerator<number> {
  for (let number = 1; number <= 5; number += 1) {
    asked.push(number);
    await wait(1);
    if (number === 4) end();
    yield number;
  }
}

test("reading ahead starts before anyone takes, and loses nothing that was read before a failure", async () => {
  const asked: number[] = [];
  const fail = () => {
    throw new Error("the API fails");
  };
  const ahead = new ReadAhead(count(asked, fail), () => 1);
  await vi.waitFor(() => expect(asked).toEqual([1, 2, 3, 4]), { timeout: 20_000 });
  const taken: number[] = [];
  const takeAll = async () => {
    for await (const number of ahead) taken.push(number);
  };
  await expect(takeAll()).rejects.toThrow("the API fails");
  expect(taken).toEqual([1, 2, 3]);
  await ahead.stop();
});

test("reading ahead waits while much was read and not taken", async () => {
  const asked: number[] = [];
  const ahead = new ReadAhead(count(asked), () => 5_000_000);
  await vi.waitFor(() => expect(asked).toEqual([1, 2]), { timeout: 20_000 });
  // Long enough for a third.
  await wait(50);
  expect(asked).toEqual([1, 2]);
  const taken: number[] = [];
  for await (const number of ahead) taken.push(number);
  expect(taken).toEqual([1, 2, 3, 4, 5]);
});

test("requests nothing more after a stop, and ends once nothing is under way", async () => {
  const asked: number[] = [];
  const ahead = new ReadAhead(count(asked), () => 1);
  await wait(1);
  await ahead.stop();
  const before = [...asked];
  await wait(20);
  expect(asked).toEqual(before);
  expect(asked.length).toBeLessThan(5);
});

test("reading ahead is stopped by whoever stops taking", async () => {
  const asked: number[] = [];
  for await (const number of new ReadAhead(count(asked), () => 9_000_000)) if (number === 1) break;
  await wait(20);
  expect(asked).toEqual([1, 2]);
});
