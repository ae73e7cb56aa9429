import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { toMinorUnits } from "@/components/directory/to-minor-units";
import { countDecimals, usd } from "@/lib/core/money/money";
import { organizationLimitsQuery } from "@/lib/directory/limits/queries";

/** The spend limit that a workspace gets as soon as it exists, where the API lets the organization set any. */
export function useFirstLimit() {
  const [amount, setAmount] = useState("");
  const spend = useQuery(organizationLimitsQuery()).data?.spend;
  const currency = spend?.currency ?? usd;
  const decimals = countDecimals(currency);
  const isPossible =
    !spend || (spend.refusal === null && spend.readOnly === null && spend.settable.includes("workspace"));
  return {
    amount,
    setAmount,
    currency,
    decimals,
    isKnown: spend !== undefined,
    isPossible,
    cents: isPossible && spend ? toMinorUnits(amount, decimals) : null,
  };
}

export type FirstLimit = ReturnType<typeof useFirstLimit>;
