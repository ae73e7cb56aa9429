import { expect, test } from "vitest";
import { toCard } from "./to-card";

const name = { id: "name" };

test("a table stays a table on a phone if no column has a place on a card", () => {
  expect(toCard([name, { id: "cost" }])).toBeNull();
});

test("an amount is as tall as the card if nothing is below it", () => {
  const card = toCard([name, { id: "cost", card: "value" }, { id: "created" }]);
  expect([...(card?.places ?? [])]).toEqual([
    ["name", "name"],
    ["cost", "value-tall"],
  ]);
  expect(card?.endWidth).toBe(0);
  expect(card?.height).toBe("value");
});

test("a column other than the first can be the name", () => {
  const card = toCard([{ id: "number" }, { id: "email", card: "name" }, { id: "result", card: "value" }]);
  expect([...(card?.places ?? [])]).toEqual([
    ["email", "name"],
    ["result", "value-tall"],
  ]);
});

test("a first column with a sentence is wide, and what stands below it has one line", () => {
  const card = toCard([
    { id: "change", card: "wide" },
    { id: "time", card: "value" },
  ]);
  expect([...(card?.places ?? [])]).toEqual([
    ["change", "wide"],
    ["time", "value"],
  ]);
  expect(card?.height).toBe("sentence");
});

test("lines have the width of the card, below the name and the value", () => {
  const card = toCard([
    name,
    { id: "evidence", card: "line" },
    { id: "decision", card: "line" },
    { id: "state", card: "value" },
  ]);
  expect([...(card?.places ?? [])]).toEqual([
    ["name", "name"],
    ["evidence", "line"],
    ["decision", "line"],
    ["state", "value-tall"],
  ]);
  expect(card?.height).toBe("lines");
});

test("a note is below the value, and the buttons are at the end", () => {
  const card = toCard([
    name,
    { id: "role" },
    { id: "state", card: "value" },
    { id: "expires", card: "note" },
    { id: "actions", isHeaderHidden: true, width: 56 },
  ]);
  expect([...(card?.places ?? [])]).toEqual([
    ["name", "name"],
    ["state", "value"],
    ["expires", "note"],
    ["actions", "end"],
  ]);
  expect(card?.endWidth).toBe(44);
  expect(card?.height).toBe("note");
});
