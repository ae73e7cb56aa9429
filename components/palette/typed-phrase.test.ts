import { expect, test } from "vitest";
import { readArgument } from "./typed-phrase";

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
