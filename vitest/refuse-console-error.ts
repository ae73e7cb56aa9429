import { afterEach, beforeEach, expect, vi } from "vitest";

let said: unknown[][];

beforeEach(() => {
  said = [];
  vi.spyOn(console, "error").mockImplementation((...words) => {
    said.push(words);
  });
});

afterEach(() => {
  expect(said, "console.error was called").toEqual([]);
});
