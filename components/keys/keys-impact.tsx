"use client";

import { useTranslations } from "next-intl";
import { KeysInUse } from "@/components/directory/keys-in-use";
import { useMoney } from "@/components/ui/display/money";
import { NumberText } from "@/components/ui/display/number-text";
import { sumDecimals } from "@/lib/core/money/money-math";
import type { KeyImpact } from "@/lib/directory/keys/schema";
import { UseFacts } from "./key-use-facts";

/** Sums cover every key exactly; only keys that are or may be in use are listed. */
export function KeysImpact({ impacts }: { impacts: readonly KeyImpact[] }) {
  const t = useTranslations("keys.many");
  const money = useMoney();
  const inUse = impacts.filter(({ use }) => use !== "none");
  const unknown = impacts.filter(({ use }) => use === "unknown").length;
  const costs = impacts.flatMap(({ cents30d }) => (cents30d === null ? [] : [cents30d]));
  const isEstimate = impacts.some(({ cents30d, isEstimate }) => cents30d !== null && isEstimate);
  const count = (value: number) => <NumberText value={value} />;
  return (
    <>
      <UseFacts
        facts={{
          [t("keys")]: count(impacts.length),
          [t("recent")]: count(inUse.length - unknown),
          ...(unknown > 0 && { [t("unknown")]: count(unknown) }),
          [t("tokens")]: count(impacts.reduce((sum, { tokens7d }) => sum + tokens7d, 0)),
          ...(costs.length > 0 && {
            [t("cost")]:
              `${isEstimate ? "≈ " : ""}${money.formatAll(sumDecimals(costs), sumOthers(impacts))}`,
          }),
        }}
      />
      {inUse.length > 0 && <KeysInUse impacts={inUse} />}
    </>
  );
}

function sumOthers(impacts: readonly KeyImpact[]): Record<string, string> {
  const sums: Record<string, string> = {};
  for (const { otherCents30d } of impacts)
    for (const [currency, cents] of Object.entries(otherCents30d ?? {}))
      sums[currency] = sumDecimals([sums[currency] ?? "0", cents]);
  return sums;
}
