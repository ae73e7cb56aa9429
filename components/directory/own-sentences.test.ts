import { expect, test } from "vitest";
import german from "@/messages/de.json";
import english from "@/messages/en.json";
import { ownSentences } from "./own-sentences";

test.each([
  [english, /team leads|their own/],
  [german, /Teamleitungen|[Ee]igene/],
] as const)("what a role allows is said to the person", ({ settings, me }, ofOthers) => {
  const sentences = Object.entries(settings.access.permissions);
  const names = sentences.filter(([, sentence]) => ofOthers.test(sentence)).map(([name]) => name);
  expect([...ownSentences].toSorted()).toEqual(names.toSorted());
  for (const name of ownSentences) expect(me.allows.own[name]).not.toMatch(/team leads|their|Teamleitungen/);
});
