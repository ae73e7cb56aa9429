import { expect, test } from "vitest";
import { readArgument, readGrant } from "./typed-phrase";

const templates = ["create workspace *", "new workspace *", "workspace * anlegen"];

test.each([
  ["create workspace Lab 3", "Lab 3"],
  ["  Create  Workspace  Workspace of Ada ", "Workspace of Ada"],
  ["new workspace lab", "lab"],
  ["Workspace Labor 3 anlegen", "Labor 3"],
  ["create workspace", null],
  ["create workspac lab", null],
  ["workspace anlegen", null],
  ["", null],
])("%j names %j", (text, argument) => {
  expect(readArgument(text, templates)).toBe(argument);
});

const words = {
  words: ["grant", "to", "as", "access"],
  personas: [
    ["Auditor", "auditor"],
    ["Admin", "admin"],
  ] as [string, string][],
};

test.each([
  ["grant auditor ada@x.example", { email: "ada@x.example", persona: "auditor" }],
  ["Admin access to ada@x.example", { email: "ada@x.example", persona: "admin" }],
  ["ada@x.example as Auditor", { email: "ada@x.example", persona: "auditor" }],
  ["grant ada@x.example", { email: "ada@x.example", persona: null }],
  ["ada@x.example", null],
  ["grant auditor ada@x", null],
  ["off-board ada@x.example", null],
  ["grant ada@x.example to bob@x.example", null],
])("%j grants %j", (text, grant) => {
  expect(readGrant(text, words)).toEqual(grant);
});
