import type { Decimal } from "./money";
import { compareUnits, toCents, toNearest } from "./rounding-units";

/* Exact decimals of any length, with the language's own whole numbers: a library for them would be a part of every chart's page. */

/** As many units as ten to the power of `scale` make one. */
export type Exact = { units: bigint; scale: number };

const form = /^(-?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:e([+-]?\d+))?$/i;

export function parseDecimal(text: Decimal): Exact {
  const found = form.exec(text);
  if (!found) throw new RangeError(`${text} is not a decimal`);
  const [, sign = "", whole = "", after, only, exponent = "0"] = found;
  const fraction = after ?? only ?? "";
  const units = BigInt(`${sign}${whole}${fraction}`);
  const scale = fraction.length - Number(exponent);
  return scale < 0 ? { units: units * 10n ** BigInt(-scale), scale: 0 } : { units, scale };
}

/** Without zeros at the end, and never with an exponent. */
export function formatDecimal({ units, scale }: Exact): Decimal {
  return toCents(units, scale);
}

function toUnitsOf({ units, scale }: Exact, other: Exact): bigint {
  return scale < other.scale ? units * 10n ** BigInt(other.scale - scale) : units;
}

export function add(one: Exact, other: Exact): Exact {
  const units = toUnitsOf(one, other) + toUnitsOf(other, one);
  return { units, scale: Math.max(one.scale, other.scale) };
}

export function subtract(from: Exact, what: Exact): Exact {
  return add(from, { units: -what.units, scale: what.scale });
}

export function multiply(one: Exact, by: Exact): Exact {
  return { units: one.units * by.units, scale: one.scale + by.scale };
}

/** Half up, as SQL's `round` does. Division by zero throws. */
export function divide(one: Exact, by: Exact, places: number): Exact {
  const power = places + by.scale - one.scale;
  const part = one.units * 10n ** BigInt(Math.max(0, power));
  const whole = by.units * 10n ** BigInt(Math.max(0, -power));
  const size = whole < 0n ? -whole : whole;
  return { units: toNearest(whole < 0n ? -part : part, size) / size, scale: places };
}

/** Half up. */
export function round({ units, scale }: Exact, places: number): Exact {
  if (scale <= places) return { units, scale };
  const one = 10n ** BigInt(scale - places);
  return { units: toNearest(units, one) / one, scale: places };
}

export function compare(one: Exact, other: Exact): number {
  return compareUnits(toUnitsOf(one, other), toUnitsOf(other, one));
}
