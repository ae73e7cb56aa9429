import "server-only";
import Big from "big.js";
import type { Cents } from "@/lib/core/money/money";

/** The minimum number of decimals; more if the amount has more. */
const minScale = 6;

/**
 * Splits an amount by weight so that parts add up exactly: each is cut to whole units of the last decimal, and leftover
 * units go to the parts that lost most, the first of equals first. Null without weights.
 */
export function spread(amount: Cents, weights: readonly Cents[]): Cents[] | null {
  const scales = [amount, ...weights].map(toScale);
  const scale = Math.max(minScale, ...scales);
  const positive = weights.map((weight) => toUnits(weight, scale)).map((units) => (units > 0n ? units : 0n));
  const whole = positive.reduce((sum, units) => sum + units, 0n);
  if (whole === 0n) return null;
  const total = toUnits(amount, scale);
  const size = total < 0n ? -total : total;
  const parts = positive.map((units, index) => ({
    index,
    units: (size * units) / whole,
    cut: (size * units) % whole,
  }));
  const left = size - parts.reduce((sum, { units }) => sum + units, 0n);
  const luckiest = parts.toSorted((one, other) =>
    one.cut === other.cut ? one.index - other.index : one.cut < other.cut ? 1 : -1,
  );
  const lucky = new Set(luckiest.filter((_, place) => BigInt(place) < left).map(({ index }) => index));
  return parts.map(({ index, units }) => {
    const share = units + (lucky.has(index) ? 1n : 0n);
    return toCents(total < 0n ? -share : share, scale);
  });
}

function toScale(cents: Cents): number {
  return new Big(cents).toFixed().split(".")[1]?.length ?? 0;
}

function toUnits(cents: Cents, scale: number): bigint {
  return BigInt(new Big(cents).times(new Big(10).pow(scale)).toFixed(0));
}

/** Moves the decimal point, because a division would round. */
function toCents(units: bigint, scale: number): Cents {
  return new Big(units.toString()).times(new Big(`1e-${scale}`)).toFixed();
}
