import { useLocale } from "next-intl";
import { formatCents, toDollars } from "@/lib/money";

/** Rounded for the eye, exact on hover. */
export function Amount({ cents }: { cents: string }) {
  return <span title={`${toDollars(cents)} USD`}>{formatCents(cents, useLocale())}</span>;
}

/** The same with its sign, for a difference. */
export function Difference({ cents }: { cents: string }) {
  const isMore = !cents.startsWith("-") && cents !== "0";
  return (
    <span title={`${toDollars(cents)} USD`} className="whitespace-nowrap">
      {isMore && "+"}
      {formatCents(cents, useLocale())}
    </span>
  );
}
