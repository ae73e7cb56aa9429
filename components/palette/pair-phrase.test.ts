import { expect, test } from "vitest";
import german from "@/messages/de.json";
import english from "@/messages/en.json";
import { readOperation } from "./operation-phrase";
import { isAlike, isOnlyFrom, type PairLinks, readHalves, readPair } from "./pair-phrase";

const toList = (words: string) => words.split(",").map((word) => word.trim());

/** Reads a whole text in the words of a language, as the palette does. */
function read({ palette: { words, objectOperations } }: typeof english, text: string) {
  const { from, to, alike, as, articles } = words.pair;
  const links: PairLinks = {
    from: toList(from),
    to: toList(to),
    alike: toList(alike),
    as: toList(as),
    articles: toList(articles),
  };
  const ways = toList(objectOperations.copyAccess.words).map((way) => ({ name: "copyAccess", words: way }));
  const phrase = readOperation(text, ways, new Set(toList(words.operationFiller)));
  const pair = phrase && readPair(phrase.said, isAlike(text, links), links);
  if (pair) return `${pair.from} → ${pair.to}`;
  return phrase && isOnlyFrom(phrase.said, links) ? "only from" : null;
}

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
  ["copy access from Ada", "only from"],
  ["copy access from Ada to", "only from"],
  ["copy access to Ada", null],
  ["copy access Ada", null],
])("%j: %j", (text, meaning) => {
  expect(read(english, text)).toBe(meaning);
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
  ["Zugriff von Ada kopieren", "only from"],
  ["Zugriff kopieren für Ada", null],
])("in German %j: %j", (text, meaning) => {
  expect(read(german, text)).toBe(meaning);
});

test.each([
  ["ada bob", "ada, bob"],
  ["Ada Lovelace Bob Ross", "Ada Lovelace, Bob Ross"],
  ["ada", null],
  ["ada lovelace bob", null],
  ["to bob", null],
])("of %j, nobody says who copies: %j", (text, halves) => {
  const links: PairLinks = { from: ["from"], to: ["to"], alike: [], as: [], articles: [] };
  const read = readHalves(text.split(" "), links);
  expect(read && `${read.from}, ${read.to}`).toBe(halves);
});
