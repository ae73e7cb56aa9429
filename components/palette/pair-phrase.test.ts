import { expect, test } from "vitest";
import type { Pair } from "./pair-phrase";
import { readers } from "./test-readers";

const say = (pair: Pair | null | undefined) => pair && `${pair.from} → ${pair.to}`;

test.each([
  ["copy access from Ada Lovelace to Bob", "Ada Lovelace → Bob"],
  ["copy access Ada to Bob Ross", "Ada → Bob Ross"],
  ["copy access to Bob from Ada", "Ada → Bob"],
  ["copy access Bob from Ada", "Ada → Bob"],
  ["copy Ada's access to Bob", "Ada → Bob"],
  ["copy the access of Ada to Bob", "Ada → Bob"],
  ["copy access from ada@x.example to bob@x.example", "ada@x.example → bob@x.example"],
  ["copy access from To Nguyen to Bob", "To Nguyen → Bob"],
  ["make Bob identical to Ada", "Ada → Bob"],
  ["identical access for Bob as Ada", "Ada → Bob"],
  ["copy access from Ada to a", "Ada → a"],
  ["copy access from Ada", null],
  ["copy access from Ada to", null],
  ["copy access to Ada", null],
  ["copy access Ada", null],
])("%j: %j", (text, meaning) => {
  expect(say(readers.en.ask(text)?.pair)).toEqual(meaning);
});

test.each([
  ["Zugriff von Ada auf Bob kopieren", "Ada → Bob"],
  ["kopiere Zugriff von Ada zu Bob", "Ada → Bob"],
  ["kopiere den Zugriff von Ada auf Bob", "Ada → Bob"],
  ["Zugriff kopieren von Ada für Bob", "Ada → Bob"],
  ["Zugriff kopieren Ada auf Bob", "Ada → Bob"],
  [
    "Zugriff von Ursula von der Leyen auf Karl zu Guttenberg kopieren",
    "Ursula von der Leyen → Karl zu Guttenberg",
  ],
  ["gleicher Zugriff für Bob wie Ada", "Ada → Bob"],
  ["gleich machen Bob wie Ada", "Ada → Bob"],
  ["Zugriff von Ada kopieren", null],
  ["Zugriff kopieren für Ada", null],
])("in German %j: %j", (text, meaning) => {
  expect(say(readers.de.ask(text)?.pair)).toEqual(meaning);
});

test.each(["copy access from Ada", "copy access from Ada to"])("%j says no one who gets it", (text) => {
  expect(readers.en.ask(text)?.names).not.toContain("copyAccess");
});
