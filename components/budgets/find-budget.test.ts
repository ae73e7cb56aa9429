import { expect, test } from "vitest";
import { findBudget } from "./find-budget";

const untagged = { tagKey: null, tagValue: null };
const whole = { id: "whole", workspaceIds: null, ...untagged };
const shop = { id: "shop", workspaceIds: ["shop"], ...untagged };
const center = { id: "center", workspaceIds: ["shop", "search"], tagKey: "cost=center", tagValue: "44,10" };
const unused = { id: "unused", workspaceIds: [], ...untagged };

test.each([
  [{}, whole],
  [{ workspace: ["shop"] }, shop],
  [{ workspace: ["search", "shop"] }, center],
  [{ workspace: ["search"] }, undefined],
  [{ workspace: ["shop", "search", "support"] }, undefined],
  [{ model: ["claude-opus-5"] }, undefined],
  [{ "tag:cost%3Dcenter": ["=44,10"] }, center],
  [{ "tag:cost%3Dcenter": ["=44,10", "=5"] }, undefined],
  [{ "tag:cost%3Dcenter": ["(none)"] }, undefined],
  [{ "tag:cost%3Dcenter": ["=44,10"], "tag:env": ["=prod"] }, undefined],
  [{ "tag:cost%3Dcenter": ["=44,10"], workspace: ["shop"] }, undefined],
  [{ workspace: ["shop"], model: ["claude-opus-5"] }, undefined],
])("the budget of cost filtered by %j is found", (filter, found) => {
  expect(findBudget([unused, whole, shop, center], filter)).toBe(found);
});

test("a lead, whose list has no budget of the organization, finds none for all they see", () => {
  expect(findBudget([unused, shop], {})).toBeUndefined();
});
