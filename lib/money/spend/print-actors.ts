import "server-only";
import type { Cents } from "@/lib/core/money/money";
import { toDifference } from "@/lib/core/money/money-math";
import { roundCents, roundParts } from "@/lib/core/money/rounding";
import { findPlaces } from "@/lib/core/money/rounding-units";
import type { Gap } from "./schema";

/** Net and list price of each row. */
export type Amounts = [cents: Cents, listCents: Cents | null][];
type Found = { amounts: Amounts | null; sum: Cents; list_sum: Cents | null };

/** Rounded here, because a page doesn't have all rows: they add up to their sum, and with the rest to the report's total. */
export function printActors({ amounts: found, sum, list_sum: listSum }: Found, reported: Cents) {
  const amounts = found ?? [];
  const rest = toDifference(sum, reported);
  const places = findPlaces([reported, sum, rest, ...amounts.map(([cents]) => cents)]);
  const whole = { places, total: roundCents(reported, places) };
  const [cents = "0", restCents = "0"] = roundParts([sum, rest], whole);
  const listCents = listSum === null ? null : roundCents(listSum, places);
  const net = roundParts(
    amounts.map(([own]) => own),
    { places, total: cents },
  );
  const list = roundParts(
    amounts.map(([, own]) => own ?? "0"),
    { places, total: listCents ?? "0" },
  );
  return {
    printed: { cents, listCents, restCents, reportedCents: whole.total, places },
    printGaps: (gaps: readonly Gap[]) => {
      const printed = roundParts(
        gaps.map((gap) => gap.cents),
        { places, total: restCents },
      );
      return gaps.map((gap, index) => ({ ...gap, printedCents: printed[index] ?? "0" }));
    },
    printRows: <Of>(rows: readonly Of[], offset: number) =>
      rows.map((row, index) => ({
        ...row,
        printedCents: net[offset + index] ?? "0",
        printedListCents: listSum === null ? null : (list[offset + index] ?? "0"),
      })),
  };
}
