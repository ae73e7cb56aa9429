import { expect, test } from "vitest";
import { toInitials } from "./initials";

test.each([
  ["Ada Lovelace", "AL"],
  ["Ada M. K. Lovelace", "AL"],
  ["ada", "A"],
  ["ada.lovelace", "AL"],
  ["ada.lovelace@x.example", "AL"],
  ["contractor.7@x.example", "C7"],
  ["@ada", "A"],
  ["Camille Dubois-Étienne", "CD"],
  ["Jean-Luc D'Arcy", "JD"],
  ["ölçer ünal", "ÖÜ"],
  ["e\u0301mile zola", "E\u0301Z"],
  ["👩‍👩‍👧 Ada", "👩‍👩‍👧A"],
  ["\u202eAda\u202c Lovelace", "AL"],
  [`Z${"\u0300".repeat(400)} Algo`, "A"],
  ["<b>bold</b> (ops)", "BO"],
  ["Team 013", "13"],
  ["Team 7", "T7"],
  ["Ana Åkesson 103", "A1"],
  ["   ", "?"],
  ["", "?"],
])("the initials of %j are %s", (name, initials) => {
  expect(toInitials(name)).toBe(initials);
});
