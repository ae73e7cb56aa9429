"use client";

import { useMoney } from "@/components/ui/display/money";
import type { KeyRow } from "@/lib/directory/keys/schema";
import { AmountKindBadge } from "./amount-kind";

type Props = {
  row: Pick<KeyRow, "cents30d" | "otherCents30d" | "isEstimate">;
  /** Whether to say what kind of amount it is, where a column's header doesn't. */
  hasKind?: boolean;
};

/** Renders nothing if the cost isn't known, which differs from no cost. */
export function KeyCost({ row: { cents30d, otherCents30d, isEstimate }, hasKind = true }: Props) {
  const money = useMoney();
  if (cents30d === null) return <span className="text-ink-faint">–</span>;
  return (
    <>
      {money.formatAll(cents30d, otherCents30d)}
      {hasKind && (
        <>
          {" "}
          <AmountKindBadge of={isEstimate ? "estimated" : "reported"} />
        </>
      )}
    </>
  );
}
