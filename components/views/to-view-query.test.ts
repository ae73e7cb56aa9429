import { expect, test } from "vitest";
import { toViewQuery } from "./to-view-query";

test("a view has no place in the list, and its filters are in one order", () => {
  expect(toViewQuery("?role=user&page=3&peek=user_1&idle=30")).toBe("idle=30&role=user");
  expect(toViewQuery("page=2")).toBe("");
});

test("two spellings of a query are the same view", () => {
  expect(toViewQuery("q=a b&tag=team=x")).toBe(toViewQuery("tag=team%3Dx&q=a+b"));
});
