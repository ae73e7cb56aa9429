import type { Cents } from "./money";

/* Exact decimals as whole numbers of a common, tiny unit. */

/** How amounts are printed together: to whole units of their currency, or with as many decimals of one. */
export type Places = number;

/**
 * None, unless all amounts are smaller than a unit: then as many as give the largest of them two digits, so that
 * amounts that are tiny together still say something.
 */
export function findPlaces(amounts: readonly Cents[]): Places {
  const { units, scale } = toUnits(amounts);
  return toPlaces(units, scale);
}

export function toPlaces(units: readonly bigint[], scale: number): Places {
  const sizes = units.map((amount) => (amount === 0n ? 0 : String(toSize(amount)).length));
  const digits = sizes.reduce((most, size) => Math.max(most, size), 0);
  return digits === 0 || digits > scale ? 0 : scale - digits + 2;
}

export function toOne(places: Places, scale: number): bigint {
  return 10n ** BigInt(Math.max(0, scale - places));
}

const decimal = /^(-?)(\d+)(?:\.(\d*))?(?:e([+-]?\d+))?$/i;

export function toUnits(amounts: readonly Cents[]): { units: bigint[]; scale: number } {
  const found = amounts.map((amount) => {
    const [, sign = "", whole, fraction = "", exponent = "0"] = decimal.exec(amount) ?? [];
    if (whole === undefined) throw new RangeError(`${amount} is not a decimal`);
    return { digits: `${sign}${whole}${fraction}`, places: fraction.length - Number(exponent) };
  });
  const scale = found.reduce((most, { places }) => Math.max(most, places), 0);
  const units = found.map(({ digits, places }) => BigInt(`${digits}${"0".repeat(scale - places)}`));
  return { units, scale };
}

/** An amount that has no more decimals than the others had. */
export function toScaled(cents: Cents, scale: number): bigint {
  const { units, scale: own } = toUnits([cents]);
  return own > scale
    ? (units[0] ?? 0n) / 10n ** BigInt(own - scale)
    : (units[0] ?? 0n) * 10n ** BigInt(scale - own);
}

export function toCents(units: bigint, scale: number): Cents {
  const digits = String(toSize(units)).padStart(scale + 1, "0");
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, "");
  const whole = digits.slice(0, digits.length - scale);
  const text = scale > 0 && fraction ? `${whole}.${fraction}` : whole;
  return units < 0n ? `-${text}` : text;
}

export function toLow(units: bigint, one: bigint): bigint {
  return units - (((units % one) + one) % one);
}

export function toNearest(units: bigint, one: bigint): bigint {
  const size = toSize(units);
  const rounded = ((2n * size + one) / (2n * one)) * one;
  return units < 0n ? -rounded : rounded;
}

function toSize(units: bigint): bigint {
  return units < 0n ? -units : units;
}

export function compareUnits(one: bigint, other: bigint): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

export function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((all, one) => all + one, 0n);
}

/**
 * Largest remainders: lowers each amount, and raises those that lost most until the total is right, the first of equals
 * first. That is the nearest unit of each, unless those miss the total.
 */
export function raiseLargest(amounts: readonly bigint[], total: bigint, one: bigint): bigint[] {
  const cuts = amounts.map((amount) => ({ amount, low: toLow(amount, one) }));
  const missing = (total - sum(cuts.map(({ low }) => low))) / one;
  const open = cuts.filter(({ amount, low }) => amount > low);
  const order = open.toSorted((a, b) => compareUnits(b.amount - b.low, a.amount - a.low));
  const raised = new Set(order.slice(0, missing > 0n ? Number(missing) : 0));
  return cuts.map((cut) => cut.low + (raised.has(cut) ? one : 0n));
}
