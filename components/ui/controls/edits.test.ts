import { expect, test } from "vitest";
import { type Control, Edits } from "./edits";

const text = (value: string, more: Partial<Control> = {}): Control => ({
  type: "text",
  name: "",
  value,
  isTransient: false,
  ...more,
});
const check = text("on", { type: "checkbox" });

test("a text counts as edited until it is what it was", () => {
  const edits = new Edits<string>();
  edits.meet("a", text("Shop"));
  expect(edits.change("a", text("Shop 2"))).toBe(true);
  edits.meet("a", text("Shop 2"));
  expect(edits.change("a", text("Shop"))).toBe(false);
});

test("a checkbox counts as edited until it is switched back", () => {
  const edits = new Edits<string>();
  edits.meet("a", check);
  expect(edits.change("a", check)).toBe(true);
  expect(edits.change("b", check)).toBe(true);
  expect(edits.change("a", check)).toBe(true);
  expect(edits.change("b", check)).toBe(false);
});

test("a selection among radio buttons is one edit", () => {
  const edits = new Edits<string>();
  expect(edits.change("a", text("user", { type: "radio", name: "role" }))).toBe(true);
  expect(edits.change("b", text("billing", { type: "radio", name: "role" }))).toBe(true);
});

test("what a button added or removed stays an edit, whatever else is as it was", () => {
  const edits = new Edits<string>();
  edits.meet("a", text("Shop"));
  edits.press("add");
  expect(edits.change("a", text("Shop"))).toBe(true);
});

test("searches and typed confirmations don't count as edits", () => {
  const edits = new Edits<string>();
  edits.meet("a", text("", { isTransient: true }));
  expect(edits.change("a", text("x", { isTransient: true }))).toBe(false);
});

test("a control that changes without focus counts as edited", () => {
  expect(new Edits<string>().change("a", text("x"))).toBe(true);
});
