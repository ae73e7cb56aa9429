import Big from "big.js";
import type { Cents, Decimal } from "./money";

/* What one unit of something costs. Apart from lib/money.ts, as lib/money-math.ts is. */

/** A decimal that has no end is cut off here, as SQL's `round(…, 8)` does: a hundred-millionth of a cent is no money. */
const Quotient = Big();
Quotient.DP = 8;
Quotient.RM = Big.roundHalfUp;

export const million: Decimal = "1000000";

/** Cents for `per` units. Null if the number of units isn't known, or if there are none: neither is a cost of zero. */
export function toUnitCost(cents: Cents, units: Decimal | bigint | null, per: Decimal = "1"): Cents | null {
  if (units === null) return null;
  const divisor = new Quotient(String(units));
  return divisor.lte(0) ? null : new Quotient(cents).times(per).div(divisor).toFixed();
}
