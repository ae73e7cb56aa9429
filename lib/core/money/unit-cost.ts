import type { Cents, Decimal } from "./money";
import { sumShares } from "./money-math";
import { toUnits } from "./rounding-units";

/** A decimal that has no end is cut off here, as SQL's `round(…, 8)` does: a hundred-millionth of a cent is no money. */
const costDecimals = 8;

export const million: Decimal = "1000000";

/** Cents for `per` units. Null if the number of units isn't known, or if there are none: neither is a cost of zero. */
export function toUnitCost(cents: Cents, units: Decimal | bigint | null, per: Decimal = "1"): Cents | null {
  if (units === null) return null;
  const [part = 0n, whole = 0n] = toUnits([per, String(units)]).units;
  return whole <= 0n ? null : sumShares([{ of: cents, part, whole }], costDecimals);
}
