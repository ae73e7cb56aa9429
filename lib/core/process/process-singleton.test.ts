import { afterEach, expect, test } from "vitest";
import { forget, processPromise, processSingleton } from "./process-singleton";

afterEach(() => forget("test"));

test("a value is created once and kept, even if it is undefined", () => {
  let created = 0;
  const create = () => {
    created++;
  };
  processSingleton("test", create);
  processSingleton("test", create);
  expect(created).toBe(1);
  forget("test");
  processSingleton("test", create);
  expect(created).toBe(2);
});

test("callers at the same time share one promise", async () => {
  const open = async () => ({});
  const [first, second] = await Promise.all([processPromise("test", open), processPromise("test", open)]);
  expect(first).toBe(second);
});

test("a rejected attempt is forgotten, so that the next caller tries again", async () => {
  const fails = () => Promise.reject(new Error("not yet"));
  await expect(processPromise("test", fails)).rejects.toThrow("not yet");
  expect(await processPromise("test", async () => "open")).toBe("open");
});

test("a late rejection leaves a newer attempt alone", async () => {
  let reject: (cause: Error) => void = () => {};
  const first = processPromise("test", () => new Promise((_, fail) => (reject = fail)));
  forget("test");
  const second = processPromise("test", async () => "second");
  reject(new Error("late"));
  await expect(first).rejects.toThrow("late");
  expect(await processPromise("test", async () => "third")).toBe(await second);
});
