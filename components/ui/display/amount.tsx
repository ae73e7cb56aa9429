"use client";

import { type Cents, type Currency, toExact } from "@/lib/money";
import { useMoney } from "./money";

type Props = {
  cents: Cents;
  /** Rounded together with what it is printed with; by itself by default. The exact amount is shown on hover. */
  printed?: Cents | undefined;
  currency?: Currency;
  others?: Readonly<Record<Currency, Cents>> | null;
};

export function Amount({ cents, printed, currency, others = null }: Props) {
  const money = useMoney(currency);
  const exact = [[money.currency, cents] as const, ...Object.entries(others ?? {})];
  return (
    <span title={exact.map(([code, amount]) => `${toExact(amount, code)} ${code}`).join(" + ")}>
      {money.formatAll(printed ?? cents, others)}
    </span>
  );
}

export function Difference({ cents, printed = cents }: Pick<Props, "cents" | "printed">) {
  const money = useMoney();
  const isMore = !printed.startsWith("-") && printed !== "0";
  return (
    <span title={`${money.toExact(cents)} ${money.currency}`} className="whitespace-nowrap">
      {isMore && "+"}
      {money.format(printed)}
    </span>
  );
}
