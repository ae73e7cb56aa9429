"use client";

import { type Cents, type Currency, toExact } from "@/lib/money";
import { useMoney } from "./money";

type Props = {
  cents: Cents;
  currency?: Currency;
  others?: Readonly<Record<Currency, Cents>> | null;
};

export function Amount({ cents, currency, others = null }: Props) {
  const money = useMoney(currency);
  const exact = [[money.currency, cents] as const, ...Object.entries(others ?? {})];
  return (
    <span title={exact.map(([code, amount]) => `${toExact(amount, code)} ${code}`).join(" + ")}>
      {money.formatAll(cents, others)}
    </span>
  );
}

export function Difference({ cents }: { cents: string }) {
  const money = useMoney();
  const isMore = !cents.startsWith("-") && cents !== "0";
  return (
    <span title={`${money.toExact(cents)} ${money.currency}`} className="whitespace-nowrap">
      {isMore && "+"}
      {money.format(cents)}
    </span>
  );
}
