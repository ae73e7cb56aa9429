import { expect, test } from "vitest";
import type { PlannedPerson } from "@/lib/directory/offboardings/schema";
import { chooseForRest, type Decision, listWithoutChoice, type PlannedKey, toOutcomes } from "./decisions";

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

test("the keys that end with an account are counted apart from those that were decided about", () => {
  const named = (id: string, fate: string, status = "active") => ({
    id,
    name: id,
    use: "recent",
    fate,
    status,
    tokens30d: 7,
  });
  const keys = [
    named("claude_code_key", "stops"),
    named("ranking-judge", "keeps_working"),
    named("old", "stops", "inactive"),
  ];
  // Sound: outcomes look at nothing else of a person.
  const people = [{ keys }] as unknown as PlannedPerson[];
  const decision = { ...handedOver, ownerId: "user_2", ownerName: "Anaïs Lefèvre" };
  expect(toOutcomes(people, new Map([["ranking-judge", decision]]))).toEqual({
    ends: 1,
    decided: [
      {
        id: "ranking-judge",
        name: "ranking-judge",
        choice: "hand_over",
        ownerName: "Anaïs Lefèvre",
        tokens: 7,
      },
    ],
  });
});
