import { afterEach, expect, test } from "vitest";
import { forget, once, oncePromise } from "./once";

afterEach(() => forget("test"));

test("creates a value once and keeps it, undefined included", () => {
  let created = 0;
  const create = () => {
    created++;
  };
  once("test", create);
  once("test", create);
  expect(created).toBe(1);
  forget("test");
  once("test", create);
  expect(created).toBe(2);
});

test("callers at the same time share one promise", async () => {
  const open = async () => ({});
  const [first, second] = await Promise.all([oncePromise("test", open), oncePromise("test", open)]);
  expect(first).toBe(second);
});

test("a rejected attempt is forgotten, so that the next caller tries again", async () => {
  const fails = () => Promise.reject(new Error("not yet"));
  await expect(oncePromise("test", fails)).rejects.toThrow("not yet");
  expect(await oncePromise("test", async () => "open")).toBe("open");
});

test("a late rejection leaves a newer attempt alone", async () => {
  let reject: (cause: Error) => void = () => {};
  const first = oncePromise("test", () => new Promise((_, fail) => (reject = fail)));
  forget("test");
  const second = oncePromise("test", async () => "second");
  reject(new Error("late"));
  await expect(first).rejects.toThrow("late");
  expect(await oncePromise("test", async () => "third")).toBe(await second);
});
