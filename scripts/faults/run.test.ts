import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { endAll } from "@/scripts/stage/ends";
import { embedded } from "@/scripts/stage/stores";
import { bundleServer, createTemplate } from "./bundle";
import { type Given, runBriefly } from "./run";

let given: Given;

beforeAll(async () => {
  const [bundle, template] = await Promise.all([bundleServer(), createTemplate(inject("migratedPglite"))]);
  given = { bundle, template, createStore: async () => embedded, seed: 7 };
});

afterAll(endAll);

test("cut-off bodies and four kills leave the database equal to the organization, and nothing is sent twice", {
  timeout: 180_000,
}, async () => {
  expect((await runBriefly(given)).violations).toEqual([]);
});
