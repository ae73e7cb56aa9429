import "server-only";

/** As in `lib/core/organization/schema.ts`, which a leaf can't import. */
type ChartColor = number | string;

type Theme = { palette: readonly string[]; other: string; surface: string };

/** As in `app/globals.css`. */
export const themes: Record<"light" | "dark", Theme> = {
  light: {
    palette: ["#2b8f9a", "#f6ab38", "#3e3088", "#de512e", "#7dc5c2", "#8f3dd3"],
    other: "#b8c0c4",
    surface: "#ffffff",
  },
  dark: {
    palette: ["#5fccd2", "#fcc045", "#6b66b4", "#e87166", "#95f9f8", "#c676fc"],
    other: "#4a5257",
    surface: "#14171a",
  },
};

export const paletteSize = themes.light.palette.length;

/** Distances in OKLab. The closest of the palette have 0.137 from each other and 0.24 from the surface. */
const apart = 0.1;
const offSurface = 0.22;
/** How far a color must be from gray, which would be taken for Other. */
const offOther = 0.13;
/** With color blindness, most pairs of colors that people choose are closer; this much is still seen side by side. */
const apartIfColorBlind = 0.03;

/** A thing of a chart. Without a slot it is newer than the last assignment. */
export type Thing = { place: number | null; color: ChartColor | null };

/**
 * Colors of things that are shown together. Whoever has its slot longest keeps its color, so that it doesn't depend on
 * the range; the others take the nearest free one. `things` are in the order of their size, which counts only for those
 * without a slot. Only as many have a color as can be told apart; the others are gray.
 */
export function toColors(things: readonly Thing[]): (ChartColor | null)[] {
  const apart = things.slice(0, paletteSize).map(({ place, color }, index) => ({
    age: place ?? Number.POSITIVE_INFINITY,
    wanted: color === null ? [] : [color],
    slot: typeof color === "number" ? color : (place ?? index) % paletteSize,
  }));
  return [...tellApart(apart), ...things.slice(paletteSize).map(() => null)];
}

type Own = { slot: number | null; displayColor: string | null };

/**
 * What workspaces look like wherever they are shown: their display color if it can be told from those of all before,
 * else that of their slot. The oldest come first; as many of them as there are colors are told apart.
 */
export function toOwnColors(workspaces: readonly Own[]): (ChartColor | null)[] {
  const first = workspaces.slice(0, paletteSize).map(({ slot, displayColor }, index) => ({
    age: index,
    wanted: [toDisplayColor(displayColor), slot].filter((color) => color !== null),
    slot: slot ?? index,
  }));
  const taken = tellApart(first);
  const others = workspaces.slice(paletteSize).map(({ slot, displayColor }) => {
    const own = toDisplayColor(displayColor);
    if (own === null || !taken.every((color) => areDistinct(own, color))) return slot;
    taken.push(own);
    return own;
  });
  return [...taken.slice(0, first.length), ...others];
}

type Wish = { age: number; wanted: readonly ChartColor[]; slot: number };

function tellApart(wishes: readonly Wish[]): ChartColor[] {
  const colors = new Map<Wish, ChartColor>();
  const isFree = (color: ChartColor) => [...colors.values()].every((taken) => areDistinct(color, taken));
  const oldestFirst = wishes.toSorted((one, other) => one.age - other.age);
  for (const wish of oldestFirst) {
    const color = wish.wanted.find(isFree);
    if (color !== undefined) colors.set(wish, color);
  }
  for (const wish of oldestFirst)
    if (!colors.has(wish)) colors.set(wish, findNearest(wish.slot, isFree, [...colors.values()]));
  return wishes.map((wish) => colors.get(wish) ?? wish.slot);
}

/** The vendor's text becomes a color only if it is valid and can be told from the surface and from Other. */
export function toDisplayColor(text: string | null): string | null {
  if (text === null || !/^#[0-9a-f]{6}$/i.test(text)) return null;
  const color = text.toLowerCase();
  const isSeen = Object.values(themes).every(
    ({ surface, other }) => toDistance(color, surface) >= offSurface && toDistance(color, other) >= offOther,
  );
  return isSeen ? color : null;
}

/** Whether two colors can be told apart in both themes, with and without color blindness. */
export function areDistinct(one: ChartColor, other: ChartColor): boolean {
  if (typeof one === "number" && typeof other === "number") return one !== other;
  return Object.values(themes).every((theme) => areApart(toHex(one, theme), toHex(other, theme)));
}

/** If display colors leave none that is distinct, one that isn't taken. */
function findNearest(slot: number, isFree: (color: number) => boolean, taken: ChartColor[]): number {
  const colors = Array.from({ length: paletteSize }, (_, step) => (slot + step) % paletteSize);
  return colors.find(isFree) ?? colors.find((color) => !taken.includes(color)) ?? slot;
}

function toHex(color: ChartColor, { palette, other }: Theme): string {
  return typeof color === "string" ? color : (palette[color] ?? other);
}

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/** Machado, Oliveira and Fernandes (2009): what linear RGB looks like without one kind of cone. */
const colorBlind: readonly Matrix[] = [
  [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
];
const toCones: Matrix = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];
const fromCones: Matrix = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];

function areApart(one: string, other: string): boolean {
  if (toDistance(one, other) < apart) return false;
  return colorBlind.every((eye) => toDistance(one, other, eye) >= apartIfColorBlind);
}

function toDistance(one: string, other: string, eye?: Matrix): number {
  const [a, b] = [see(one, eye), see(other, eye)];
  return Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2);
}

/** Kept, because a few hundred colors are each compared with all others. */
const seen = new Map<Matrix | undefined, Map<string, Triple>>();
const maxSeen = 2_000;

function see(hex: string, eye: Matrix | undefined): Triple {
  const known = seen.get(eye) ?? new Map<string, Triple>();
  seen.set(eye, known);
  const found = known.get(hex);
  if (found) return found;
  const lab = toLab(eye ? multiply(eye, toLinear(hex)) : toLinear(hex));
  if (known.size >= maxSeen) known.clear();
  known.set(hex, lab);
  return lab;
}

function toLinear(hex: string): Triple {
  const channel = (start: number) => {
    const value = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function toLab(linear: Triple): Triple {
  const [l, m, s] = multiply(toCones, linear);
  return multiply(fromCones, [Math.cbrt(l), Math.cbrt(m), Math.cbrt(s)]);
}

function multiply([a, b, c]: Matrix, [x, y, z]: Triple): Triple {
  const row = ([i, j, k]: Triple) => i * x + j * y + k * z;
  return [row(a), row(b), row(c)];
}
