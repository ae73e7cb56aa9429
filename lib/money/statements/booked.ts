import "server-only";
import Big from "big.js";
import type { Cents } from "@/lib/core/money/money";
import { sumDecimals, toDifference } from "@/lib/core/money/money-math";
import { type Billed, type Totals, toBridge } from "./bridge";
import type { BridgePart } from "./vocabulary";

/**
 * What a journal entry books beside the printed total, so that it is the whole invoice: what the exact total and the
 * invoice differ by below a cent is rounding. Null if a cent or more is unexplained.
 */
export function listBooked(totals: Totals, invoice: Billed): { part: BridgePart; cents: Cents }[] | null {
  const { parts, openCents } = toBridge(totals, invoice);
  if (new Big(openCents).abs().gte(1)) return null;
  const others = parts.filter(({ part }) => part !== "rounding");
  const booked = sumDecimals([totals.printedTotalCents, ...others.map(({ cents }) => cents)]);
  const rounding = { part: "rounding" as const, cents: toDifference(booked, invoice.cents) };
  return [...others, rounding]
    .map(({ part, cents }) => ({ part, cents }))
    .filter(({ cents }) => cents !== "0");
}
