import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { endAll } from "@/scripts/stage/ends";
import { embedded } from "@/scripts/stage/stores";
import { cutOff } from "./api-faults";
import { bundleServer, createTemplate } from "./bundle";
import { killedFirstSync, killedWrites } from "./kills";
import { runFault, type Stage } from "./run";

let stage: Stage;

beforeAll(async () => {
  const [bundle, template] = await Promise.all([bundleServer(), createTemplate(inject("migratedPglite"))]);
  stage = { bundle, template, store: embedded, seed: 7, kills: 2 };
});

afterAll(endAll);

test("cut-off bodies and four kills leave the database equal to the organization, and nothing is sent twice", {
  timeout: 180_000,
}, async () => {
  const fault = {
    name: "a little of everything",
    historyDays: 4,
    disturb: async (...given: Parameters<typeof killedWrites.disturb>) => {
      await cutOff(40)(given[0], stage.seed);
      await killedFirstSync.disturb(...given);
      return [...(await given[0].settle()), ...(await killedWrites.disturb(...given))];
    },
  };
  expect((await runFault(fault, stage)).violations).toEqual([]);
});
