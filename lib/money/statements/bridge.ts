/** Client-safe. */
import type { Cents } from "@/lib/core/money/money";
import { sumDecimals, toDifference } from "@/lib/core/money/money-math";
import type { Invoice, StatementContent } from "./schema";
import { type BridgePart, bridgeParts } from "./vocabulary";

export type Totals = Pick<StatementContent, "totalCents" | "printedTotalCents">;
export type Billed = Pick<Invoice, "cents" | "bridge">;

export type Bridge = {
  parts: { part: BridgePart; cents: Cents; isComputed: boolean }[];
  /** What the parts don't explain. */
  openCents: Cents;
};

/** From the statement's exact total to the invoice. Without a rounding of its own, it is that of the printed total. */
export function toBridge({ totalCents, printedTotalCents }: Totals, { cents, bridge }: Billed): Bridge {
  const amounts: Record<BridgePart, Cents> = {
    ...bridge,
    credits: toDifference(bridge.credits, "0"),
    rounding: bridge.rounding ?? toDifference(totalCents, printedTotalCents),
  };
  const parts = bridgeParts.map((part) => ({
    part,
    cents: amounts[part],
    isComputed: part === "rounding" && bridge.rounding === null,
  }));
  const explained = sumDecimals([totalCents, ...parts.map((part) => part.cents)]);
  return { parts, openCents: toDifference(explained, cents) };
}
