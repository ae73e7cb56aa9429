import { expect, test } from "vitest";
import { findBudget } from "./find-budget";

const whole = { id: "whole", workspaceIds: null };
const shop = { id: "shop", workspaceIds: ["shop"] };
const center = { id: "center", workspaceIds: ["shop", "search"] };
const unused = { id: "unused", workspaceIds: [] };

test.each([
  [{}, whole],
  [{ workspace: ["shop"] }, shop],
  [{ workspace: ["search", "shop"] }, center],
  [{ workspace: ["search"] }, undefined],
  [{ workspace: ["shop", "search", "support"] }, undefined],
  [{ model: ["claude-opus-5"] }, undefined],
  [{ workspace: ["shop"], model: ["claude-opus-5"] }, undefined],
])("the budget of cost filtered by %j is found", (filter, found) => {
  expect(findBudget([unused, whole, shop, center], filter)).toBe(found);
});

test("a lead, whose list has no budget of the organization, finds none for all they see", () => {
  expect(findBudget([unused, shop], {})).toBeUndefined();
});
