import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { createUuid } from "./uuid";

afterEach(() => {
  vi.unstubAllGlobals();
});

test("a UUID matches the server's schema, and is never repeated", () => {
  const ids = Array.from({ length: 1_000 }, createUuid);
  for (const id of ids) expect(z.uuidv4().safeParse(id).success, id).toBe(true);
  expect(new Set(ids).size).toBe(ids.length);
});

test("a UUID is created even if the browser has no randomUUID, on plain HTTP from another host", () => {
  vi.stubGlobal("crypto", { getRandomValues: crypto.getRandomValues.bind(crypto) });
  expect(z.uuidv4().safeParse(createUuid()).success).toBe(true);
});
