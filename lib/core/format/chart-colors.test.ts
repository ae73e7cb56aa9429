import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { areDistinct, paletteSize, themes, toColors, toDisplayColor, toOwnColors } from "./chart-colors";

/** Whatever got a slot at this place, without a display color. */
const at = (place: number) => ({ place, color: place % paletteSize });
const fresh = { place: null, color: null };
const workspace = (slot: number | null, displayColor: string | null = null) => ({ slot, displayColor });

const anyPlaces = fc.uniqueArray(fc.nat(60), { maxLength: paletteSize });
const anyColor = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, "0")}`);

test("the palette is that of the style sheet", () => {
  const css = readFileSync("app/globals.css", "utf8");
  const read = (name: string) =>
    new RegExp(`--color-${name}: light-dark\\((#\\w+), (#\\w+)\\);`).exec(css)?.slice(1);
  const { light, dark } = themes;
  expect(light.palette.map((_, index) => read(`chart-${index + 1}`))).toEqual(
    light.palette.map((color, index) => [color, dark.palette[index]]),
  );
  expect(read("chart-other")).toEqual([light.other, dark.other]);
  expect(read("surface")).toEqual([light.surface, dark.surface]);
});

test("as display colors, any two of the palette could be told apart", () => {
  for (const { palette } of Object.values(themes))
    for (const [index, one] of palette.entries())
      for (const other of palette.slice(index + 1))
        expect(areDistinct(one, other), `${one} ${other}`).toBe(true);
});

describe("among things that are shown together", () => {
  test("each keeps the color of its slot, whatever its rank", () => {
    expect(toColors([at(4), at(0), at(9)])).toEqual([4, 0, 3]);
    expect(toColors([at(9), at(4), at(0)])).toEqual([3, 4, 0]);
  });

  test("if two things that are shown together share a color, the older one keeps it, and the other takes the nearest that no one has", () => {
    expect(toColors([at(7), at(1), at(2)])).toEqual([3, 1, 2]);
    expect(toColors([at(2), at(1), at(7)])).toEqual([2, 1, 3]);
  });

  test("no two have the same color, and the order changes nothing", () => {
    fc.assert(
      fc.property(anyPlaces, (places) => {
        const colors = toColors(places.map(at));
        expect(new Set(colors).size).toBe(places.length);
        expect(toColors(places.toReversed().map(at)).toReversed()).toEqual(colors);
      }),
    );
  });

  test("those without a slot take what is left in the order of their size", () => {
    expect(toColors([fresh, at(0), fresh])).toEqual([1, 0, 2]);
  });

  test("those beyond the palette have no color, because it would be taken for another's", () => {
    const six = [0, 1, 2, 3, 4, 5].map(at);
    expect(toColors([...six, at(6), fresh])).toEqual([0, 1, 2, 3, 4, 5, null, null]);
  });

  test("a display color that is nearly another's gives way if it is newer", () => {
    const teal = { place: 8, color: "#2b8f9b" };
    expect(toColors([teal, at(0)])).toEqual([2, 0]);
    expect(toColors([at(6), { ...teal, place: 2 }])).toEqual([1, "#2b8f9b"]);
  });
});

describe("a workspace", () => {
  test("a workspace has its display color if it can be told from those of older ones, else that of its slot", () => {
    expect(toOwnColors([workspace(0, "#2F7D5B"), workspace(1)])).toEqual(["#2f7d5b", 1]);
    expect(toOwnColors([workspace(3, "#2F7D5B"), workspace(1, "#2F7D5C")])).toEqual(["#2f7d5b", 1]);
  });

  test("a workspace that isn't among the first six is compared with them and with display colors before it", () => {
    const six = [0, 1, 2, 3, 4, 5].map((slot) => workspace(slot));
    const own = toOwnColors([
      ...six,
      workspace(0, "#2B8F9B"),
      workspace(1, "#0044FF"),
      workspace(2, "#0044FE"),
      workspace(null, "#0044FD"),
    ]);
    expect(own.slice(6)).toEqual([0, "#0044ff", 2, null]);
  });

  test("a workspace of two can always be told from the other, in both themes", () => {
    const anyWorkspaces = fc.array(fc.tuple(fc.nat(5), anyColor), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(anyWorkspaces, (workspaces) => {
        const [first, second] = toOwnColors(workspaces.map(([slot, color]) => workspace(slot, color)));
        expect(areDistinct(first ?? 0, second ?? 0)).toBe(true);
      }),
    );
  });

  test("a workspace keeps its color in every chart of the six oldest", () => {
    const anySix = fc.array(anyColor, { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(anySix, fc.subarray([0, 1, 2, 3, 4, 5]), (displayColors, shown) => {
        const own = toOwnColors(displayColors.map((color, slot) => workspace(slot, color)));
        fc.pre(
          own.every((one, index) => own.slice(index + 1).every((other) => areDistinct(one ?? 0, other ?? 0))),
        );
        expect(toColors(shown.map((place) => ({ place, color: own[place] ?? null })))).toEqual(
          shown.map((place) => own[place]),
        );
      }),
    );
  });

  test.each([
    ["#ffffff", "white on white"],
    ["#14171a", "black on black"],
    ["#b8c0c4", "gray as Other"],
    ["#4a5257", "gray as Other in the dark"],
    ["#6b7280", "any gray"],
    ["red", "no color of the API"],
    ["#2f7d5b;background:url(x)", "no color at all"],
  ])("a workspace never looks like %s: %s", (color) => {
    expect(toDisplayColor(color)).toBeNull();
    expect(toOwnColors([workspace(2, color)])).toEqual([2]);
  });
});
