"use client";

import { type Cents, type Currency, toExact } from "@/lib/core/money/money";
import { ChangingText } from "./changing-text";
import { useMoney } from "./money";

type Props = {
  cents: Cents;
  /** Rounded together with what it is printed with; by itself by default. The exact amount is shown on hover. */
  printed?: Cents | undefined;
  currency?: Currency;
  others?: Readonly<Record<Currency, Cents>> | null;
  /** Whether an old amount fades out over a new one. */
  fades?: boolean;
};

export function Amount({ cents, printed = cents, currency, others = null, fades = false }: Props) {
  const money = useMoney(currency);
  const exact = [[money.currency, cents] as const, ...Object.entries(others ?? {})];
  const text = money.formatAll(printed, others);
  // With a key, because text that is aligned at the right would move whenever it grows.
  return (
    <span
      key={fades ? undefined : text}
      title={exact.map(([code, amount]) => `${toExact(amount, code)} ${code}`).join(" + ")}
    >
      {fades ? <ChangingText text={text} /> : text}
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
