import { expect, test } from "vitest";
import { chooseForRest, type Decision, listWithoutChoice, type PlannedKey } from "./decisions";

const handedOver: Decision = { choice: "hand_over", ownerId: null, note: "Ask Ada" };
// Sound: decisions look at nothing else of a key.
const key = (id: string, use = "recent") => ({ id, use }) as PlannedKey;

test("a choice for all others leaves those that were made, even without an owner yet", () => {
  const keys = [key("a"), key("b"), key("c"), key("idle", "none")];
  const decisions = new Map([["a", handedOver]]);
  expect(listWithoutChoice(keys, decisions).map(({ id }) => id)).toEqual(["b", "c"]);
  expect([...chooseForRest(keys, decisions, "keep")].map(([id, { choice }]) => [id, choice])).toEqual([
    ["a", "hand_over"],
    ["b", "keep"],
    ["c", "keep"],
  ]);
});
