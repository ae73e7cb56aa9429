import { expect, test } from "vitest";
import { toDifference } from "./difference";

test("the difference shows what changed and leaves out what the operation wasn't about", () => {
  const after = { id: "u1", role: "user", email: "a@x.example", raw: { role: "user" }, seenAt: "now" };
  expect(toDifference({ role: "developer" }, after)).toEqual([
    { field: "role", before: "developer", after: "user" },
  ]);
  expect(toDifference({ role: "user" }, after)).toEqual([]);
});

test("every field is a difference when there is no earlier state", () => {
  const state = { role: "user", raw: {}, acceptedAt: null };
  expect(toDifference(null, state)).toEqual([{ field: "role", before: null, after: "user" }]);
  expect(toDifference(state, null)).toEqual([{ field: "role", before: "user", after: null }]);
  expect(toDifference(null, null)).toEqual([]);
});

test("the difference compares nested fields and shows every value as text", () => {
  const before = { tags: { team: "a", env: "prod" }, ids: [1], isDefault: false };
  const after = { tags: { team: "b", env: "prod" }, ids: [1, 2], isDefault: false };
  expect(toDifference(before, after)).toEqual([
    { field: "tags.team", before: "a", after: "b" },
    { field: "ids", before: "[1]", after: "[1,2]" },
  ]);
});

test("setting or clearing a value is a change", () => {
  expect(toDifference({ note: "x", role: "user" }, { role: "user" })).toEqual([]);
  expect(toDifference({ note: "x", role: "user" }, { note: null, role: "user" })).toEqual([
    { field: "note", before: "x", after: null },
  ]);
  expect(toDifference({ note: null, role: "user" }, { note: "x", role: "user" })).toEqual([
    { field: "note", before: null, after: "x" },
  ]);
});
