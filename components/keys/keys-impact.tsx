"use client";

import { useLocale, useTranslations } from "next-intl";
import { useId } from "react";
import { useMoney } from "@/components/ui/display/money";
import { NumberText } from "@/components/ui/display/number-text";
import { formatCountShort } from "@/lib/format";
import type { KeyImpact } from "@/lib/keys/schema";
import { sumCents } from "@/lib/money";
import { KeyLastUse, KeyPlace } from "./key-cells";
import { KeyCost } from "./key-cost";
import { UseFacts } from "./key-use-facts";
import { KeyName } from "./use-send-key-act";

const shownKeys = 100;

/** What the keys do at present: all of them as sums, which are exact, and each one that is or may be in use. */
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
            [t("cost")]: `${isEstimate ? "≈ " : ""}${money.formatAll(sumCents(costs), sumOthers(impacts))}`,
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
      sums[currency] = sumCents([sums[currency] ?? "0", cents]);
  return sums;
}

/** Each one that is or may be in use, by name. */
export function KeysInUse({ impacts }: { impacts: readonly KeyImpact[] }) {
  const t = useTranslations("keys.many");
  const titleId = useId();
  return (
    <div className="grid gap-2 rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
      <p id={titleId}>{t("inUse", { count: impacts.length })}</p>
      <ul
        aria-labelledby={titleId}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached.
        tabIndex={0}
        className="grid max-h-44 gap-2 overflow-y-auto"
      >
        {impacts.slice(0, shownKeys).map((impact) => (
          <li key={impact.id}>
            <KeyName of={impact} />
            <span className="block text-xs tabular-nums">
              <KeyPlace row={impact} />
              {" · "}
              <KeyLastUse row={impact} isUnknown={impact.use === "unknown"} />
              {" · "}
              <Tokens impact={impact} />
              {" · "}
              <KeyCost row={impact} />
            </span>
          </li>
        ))}
        {impacts.length > shownKeys && <li>{t("more", { count: impacts.length - shownKeys })}</li>}
      </ul>
    </div>
  );
}

function Tokens({ impact: { tokens7d } }: { impact: KeyImpact }) {
  const t = useTranslations("keys.many");
  const locale = useLocale();
  return t("tokensOf", { tokens: formatCountShort(tokens7d, locale) });
}
