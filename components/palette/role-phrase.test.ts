import { expect, test } from "vitest";
import { readRole } from "./role-phrase";

const roles = ["User", "Developer", "Claude Code user"].toReversed().map((name) => ({ role: name, name }));

test.each([
  ["Ada to developer", { role: "Developer", rest: "Ada" }],
  ["of Ada Lovelace to Claude Code user", { role: "Claude Code user", rest: "Ada Lovelace" }],
  ["Ada user", { role: "User", rest: "Ada" }],
  ["Ada", null],
  ["to developer", { role: "Developer", rest: "" }],
])("%j", (text, meaning) => {
  expect(readRole(text.split(" "), roles, ["to", "of"])).toEqual(meaning);
});
