import { expect, test } from "vitest";
import { readBare, readOperation } from "./operation-phrase";

const ways = [
  { name: "offboard", words: "off-board" },
  { name: "changeRole", words: "change role" },
  { name: "changeRole", words: "role" },
  { name: "archiveKey", words: "archive" },
  { name: "archiveWorkspace", words: "archive" },
  { name: "archiveWorkspace", words: "archive workspace" },
  { name: "addPeople", words: "add people" },
  { name: "replaceKey", words: "replace" },
];
const read = (text: string) => {
  const phrase = readOperation(text, ways, new Set(["for", "of", "to"]));
  return phrase && `${phrase.names.join(" ")}: ${phrase.rest}${phrase.isWhole ? "" : " (unfinished)"}`;
};

test.each([
  ["off-board ada", "offboard: ada"],
  ["Offboard… Ada Lovelace", "offboard: Ada Lovelace"],
  ["ada lovelace off-board", "offboard: ada lovelace"],
  ["change role ada", "changeRole: ada"],
  ["change ada role", "changeRole: ada"],
  ["role of ada", "changeRole: ada"],
  ["archive lab", "archiveKey archiveWorkspace: lab"],
  ["archive workspace lab", "archiveWorkspace: lab"],
  ["repl checkout", "replaceKey: checkout (unfinished)"],
  ["add checkout – prod", "addPeople: checkout – prod (unfinished)"],
  ["add people to checkout", "addPeople: checkout"],
  ["replace archive", "replaceKey: archive"],
])("%j means %j", (text, meaning) => {
  expect(read(text)).toBe(meaning);
});

test.each(["", "replace", "re checkout", "ada", "replacement checkout", "change role", "replace for"])(
  "%j means no operation of anything",
  (text) => {
    expect(read(text)).toBeNull();
  },
);

const isFiller = (word: string, name: string) =>
  ["from", "to", "of"].includes(word) || (name === "changeRole" && word === "developer");

test.each([
  ["change role", "changeRole"],
  ["role of", "changeRole"],
  ["Change role to Developer ", "changeRole"],
  ["archive workspace", "archiveWorkspace"],
  ["add peop", "addPeople (begun)"],
  ["ad", null],
  ["add people developer", null],
  ["change role ada", null],
  ["", null],
])("%j says %j, and not of what", (text, said) => {
  const bare = readBare(text, ways, isFiller);
  expect(bare && `${bare.name}${bare.isWhole ? "" : " (begun)"}`).toBe(said);
});
