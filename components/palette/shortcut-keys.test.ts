import { describe, expect, test } from "vitest";
import { navIcons, type ScreenName } from "@/components/shell/nav-icons";
import type { NavItem } from "@/components/shell/sidebar";
import { listGoKeys } from "./go-keys";
import { type Pressed, toCommand } from "./shortcut-keys";

const toScreen = (name: string): NavItem => ({ name: name as ScreenName, href: "/members", label: name });
const screens = Object.keys(navIcons).map(toScreen);
const usual = { isAfterG: false, areOn: true, screens };

const press = (key: string, more: Partial<Pressed> = {}, state = {}) =>
  toCommand(
    { key, hasModifier: false, isCommand: false, isTyping: false, hasOverlay: false, ...more },
    { ...usual, ...state },
  )?.name ?? null;

describe("a key", () => {
  test("searches, shows the sheet, waits for a letter, or is for the rows of a list", () => {
    expect([press("/"), press("?"), press("g"), press("q")]).toEqual(["search", "sheet", "wait", null]);
    for (const key of ["j", "k", "x", "X", " ", "Enter", "Escape"]) expect(press(key)).toBe("rows");
  });

  test("after g opens a screen, unless the person doesn't have it", () => {
    expect(press("m", {}, { isAfterG: true })).toBe("go");
    expect(press("G", {}, { isAfterG: true })).toBeNull();
    expect(press("m", {}, { isAfterG: true, screens: [] })).toBeNull();
  });

  test.each<[string, Partial<Pressed>]>([
    ["while typing", { isTyping: true }],
    ["over a dialog", { hasOverlay: true }],
    ["with a modifier", { hasModifier: true }],
  ])("does nothing %s", (_, more) => {
    for (const key of ["/", "?", "g", "j", "x", "Enter", "Escape"]) expect(press(key, more)).toBeNull();
    expect(press("m", more, { isAfterG: true })).toBeNull();
  });

  test("does nothing if the person turned it off, but the palette's keys still work", () => {
    for (const key of ["/", "?", "g", "j", "x", "Enter"]) expect(press(key, {}, { areOn: false })).toBeNull();
    const command = { isCommand: true, hasModifier: true };
    expect(press("k", command, { areOn: false })).toBe("palette");
    expect(press("K", { ...command, isTyping: true })).toBe("palette");
    expect(press("k")).not.toBe("palette");
  });
});

test("each screen has a letter of its own", () => {
  const letters = listGoKeys([...screens, toScreen("cost")]).map(({ letter }) => letter);
  expect(new Set(letters).size).toBe(screens.length);
  expect(letters).toHaveLength(screens.length);
});
