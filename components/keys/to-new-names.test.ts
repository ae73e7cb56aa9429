import { expect, test } from "vitest";
import type { KeyChoice } from "@/lib/directory/keys/schema";
import { toNewNames } from "./to-new-names";

const key = (name: string, more: Partial<KeyChoice> = {}): KeyChoice => ({
  id: name,
  name,
  status: "active",
  workspaceName: "Checkout",
  isDefaultWorkspace: false,
  ...more,
});
const list = (keys: KeyChoice[], rule: Parameters<typeof toNewNames>[1]) =>
  toNewNames(keys, rule).map(({ name, mark }) => [name, mark]);

test("a text is replaced wherever it stands, literally, and other names stay as they are", () => {
  const rule = { kind: "replace", find: "a.", by: "$&-" } as const;
  expect(list([key("a.b a."), key("abc")], rule)).toEqual([
    ["$&-b $&-", "ready"],
    ["abc", "same"],
  ]);
  expect(list([key("a")], { kind: "replace", find: "", by: "x" })).toEqual([["a", "same"]]);
});

test("a pattern is filled in for each key, in the order of the list", () => {
  const rule = { kind: "pattern", pattern: "{workspace}-{name}-{n} {other}" } as const;
  expect(list([key("a"), key("b", { workspaceName: null })], rule)).toEqual([
    ["Checkout-a-1 {other}", "ready"],
    ["-b-2 {other}", "ready"],
  ]);
});

test("names that are empty, too long, or given twice are marked, and so are archived keys", () => {
  const one = [key("a")];
  expect(list(one, { kind: "pattern", pattern: "  " })).toEqual([["", "empty"]]);
  expect(list(one, { kind: "pattern", pattern: "x".repeat(501) })[0]?.[1]).toBe("too_long");
  expect(list([key("a"), key("b"), key("x")], { kind: "pattern", pattern: "x" })).toEqual([
    ["x", "taken"],
    ["x", "taken"],
    ["x", "same"],
  ]);
  expect(list([key("a", { status: "archived" })], { kind: "pattern", pattern: "{name}-x" })).toEqual([
    ["a-x", "archived"],
  ]);
});
