import { expect, test } from "vitest";
import { toStep } from "./picker-steps";

const labels = ["User", "Developer", "Billing", "Claude Code user", "Deputy"];
const press = (key: string, active: number, typed = { text: "", at: 0 }, now = 10_000) =>
  toStep({ key, active, labels, typed, now });

test("the arrow keys stop at the first and last options", () => {
  expect(press("ArrowDown", 0)).toBe(1);
  expect(press("ArrowDown", 4)).toBe(4);
  expect(press("ArrowUp", 1)).toBe(0);
  expect(press("ArrowUp", 0)).toBe(0);
  expect(press("Home", 3)).toBe(0);
  expect(press("End", 3)).toBe(4);
});

test("a letter finds the next option that starts with it, and continues from the top", () => {
  expect(press("d", 0)).toBe(1);
  expect(press("D", 1)).toBe(4);
  expect(press("d", 4)).toBe(1);
  expect(press("x", 2)).toBe(2);
});

test("letters typed without a pause are a word, and a pause starts a new one", () => {
  const typed = { text: "", at: 0 };
  expect(press("d", 0, typed, 1_000)).toBe(1);
  expect(press("e", 1, typed, 1_300)).toBe(1);
  expect(press("p", 1, typed, 1_600)).toBe(4);
  expect(press("b", 4, typed, 9_000)).toBe(2);
});

test("other keys do nothing in the list", () => {
  for (const key of ["Escape", "Enter", " ", "Tab", "F5", "Shift"]) expect(press(key, 0)).toBeNull();
});
