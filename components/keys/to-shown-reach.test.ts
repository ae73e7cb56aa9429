import { expect, test } from "vitest";
import { toShownReach } from "./to-shown-reach";

const some = { isAll: false, workspaces: [{ id: "w", name: "Default" }] };
const all = { ...some, isAll: true };

test.each([
  ["an organization key that acts as someone shows what they reach", "organization", some, some],
  ["an organization key that acts as no one shows that it reaches all", "organization", all, all],
  ["a key whose scope the API doesn't tell shows a limit", "unknown", some, some],
  ["a key whose scope the API doesn't tell isn't said to reach all", "unknown", all, null],
  ["a key of a workspace shows the workspace", "workspace", null, null],
])("%s", (_, scope, reach, shown) => {
  expect(toShownReach({ key: { scope }, reach })).toBe(shown);
});
