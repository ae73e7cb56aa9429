import { expect, test } from "vitest";
import { isLooserProof, type StepUpProof, settingTypes } from "./schema";

const any: StepUpProof = { kind: "any", acr: null };
const resistant: StepUpProof = { kind: "phishing_resistant", acr: null };
const gold: StepUpProof = { kind: "acr", acr: "gold" };

test("a required proof is loosened by any other one and by naming an acr, and tightened only from none to a method that can't be phished", () => {
  for (const [before, after] of [
    [resistant, any],
    [gold, any],
    [resistant, gold],
    [gold, resistant],
    [any, gold],
  ] as const)
    expect(isLooserProof(before, after)).toBe(true);
  expect(isLooserProof(gold, { kind: "acr", acr: "silver" })).toBe(true);
  expect(isLooserProof(any, resistant)).toBe(false);
  for (const proof of [any, resistant, gold]) expect(isLooserProof(proof, proof)).toBe(false);
});

test.each([
  { kind: "acr", acr: null },
  { kind: "acr", acr: " " },
  { kind: "acr", acr: "two words" },
  { kind: "any", acr: "gold" },
])("a required proof of %j doesn't say what it means", (proof) => {
  expect(settingTypes.step_up_proof.safeParse(proof).success).toBe(false);
});
