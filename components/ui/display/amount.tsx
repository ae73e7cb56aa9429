"use client";

import { useTranslations } from "next-intl";
import { type Cents, type Currency, toExact } from "@/lib/core/money/money";
import { ChangingText } from "./changing-text";
import { useMoney } from "./money";

type Props = {
  cents: Cents;
  /** Rounded together with what it is printed with; by itself by default. The exact amount is shown on hover, and whether a cent moved. */
  printed?: Cents | undefined;
  currency?: Currency;
  others?: Readonly<Record<Currency, Cents>> | null;
  /** Whether an old amount fades out over a new one. */
  fades?: boolean;
};

export function Amount({ cents, printed = cents, currency, others = null, fades = false }: Props) {
  const t = useTranslations("ui");
  const money = useMoney(currency);
  const moved = toMoved(cents, printed);
  const exact = [[money.currency, cents] as const, ...Object.entries(others ?? {})];
  const text = money.formatAll(printed, others);
  // With a key, because text that is aligned at the right would move whenever it grows.
  return (
    <span
      key={fades ? undefined : text}
      title={t("exactAmount", {
        amount: exact.map(([code, amount]) => `${toExact(amount, code)} ${code}`).join(" + "),
        moved,
      })}
    >
      {fades ? <ChangingText text={text} /> : text}
    </span>
  );
}

/** Which way an amount isn't printed as its nearest cent, so that a column adds up. */
function toMoved(cents: Cents, printed: Cents): "up" | "down" | "no" {
  // Amounts that are tiny together are printed with more decimals, and nobody adds those up.
  if (printed === cents || printed.includes(".") || /e/i.test(cents + printed)) return "no";
  const [whole = "", fraction = "0"] = cents.split(".");
  const away = fraction < "5" ? 0n : cents.startsWith("-") ? -1n : 1n;
  const moved = BigInt(printed) - BigInt(whole) - away;
  return moved > 0n ? "up" : moved < 0n ? "down" : "no";
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
