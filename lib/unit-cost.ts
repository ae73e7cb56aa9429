import { divide, formatDecimal, multiply, parseDecimal } from "./decimal";
import type { Cents, Decimal } from "./money";

/* What one unit of something costs. Apart from lib/money.ts, as lib/money-math.ts is. */

/** A decimal that has no end is cut off here, as SQL's `round(…, 8)` does: a hundred-millionth of a cent is no money. */
const places = 8;

export const million: Decimal = "1000000";

/** Cents for `per` units. Null if the number of units isn't known, or if there are none: neither is a cost of zero. */
export function toUnitCost(cents: Cents, units: Decimal | bigint | null, per: Decimal = "1"): Cents | null {
  if (units === null) return null;
  const divisor = parseDecimal(String(units));
  if (divisor.units <= 0n) return null;
  return formatDecimal(divide(multiply(parseDecimal(cents), parseDecimal(per)), divisor, places));
}
