import { describe, expect, test } from "vitest";
import type { NavPage } from "@/components/shell/places";
import { type Pressed, toCommand } from "./shortcut-keys";

const pages: NavPage[] = [{ href: "/members", name: "members", label: "Members", letter: "m" }];
const usual = { isAfterG: false, areOn: true, pages };

const press = (key: string, more: Partial<Pressed> = {}, state = {}) =>
  toCommand(
    { key, hasModifier: false, isCommand: false, isTyping: false, hasOverlay: false, ...more },
    { ...usual, ...state },
  )?.name ?? null;

describe("a key", () => {
  test("a key searches, shows the sheet, waits for a letter, or is for the rows of a list", () => {
    expect([press("/"), press("?"), press("g"), press("q")]).toEqual(["search", "sheet", "wait", null]);
    for (const key of ["b", "j", "k", "x", "X", " ", "Enter", "Escape"]) expect(press(key)).toBe("rows");
  });

  test("a key after g opens a page, unless the person doesn't have it", () => {
    expect(press("m", {}, { isAfterG: true })).toBe("go");
    expect(press("G", {}, { isAfterG: true })).toBeNull();
    expect(press("m", {}, { isAfterG: true, pages: [] })).toBeNull();
  });

  test.each<[string, Partial<Pressed>]>([
    ["while typing", { isTyping: true }],
    ["over a dialog", { hasOverlay: true }],
    ["with a modifier", { hasModifier: true }],
  ])("a key does nothing %s", (_, more) => {
    for (const key of ["/", "?", "g", "j", "x", "Enter", "Escape"]) expect(press(key, more)).toBeNull();
    expect(press("m", more, { isAfterG: true })).toBeNull();
  });

  test("a key does nothing if the person turned it off, but the palette's keys still work", () => {
    for (const key of ["/", "?", "g", "j", "x", "Enter"]) expect(press(key, {}, { areOn: false })).toBeNull();
    const command = { isCommand: true, hasModifier: true };
    expect(press("k", command, { areOn: false })).toBe("palette");
    expect(press("K", { ...command, isTyping: true })).toBe("palette");
    expect(press("k")).not.toBe("palette");
  });
});
