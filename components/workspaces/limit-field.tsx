"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import type { FirstLimit } from "./use-first-limit";

/** Not for zero, which would stop every request to a workspace that was made to be used. */
const aboveZero = "(?=.*[1-9])";

/** Its room is kept while it isn't known whether the organization can set limits. */
export function LimitField({ limit }: { limit: FirstLimit }) {
  const t = useTranslations("workspaces");
  const { amount, setAmount, currency, decimals, isKnown, isPossible } = limit;
  if (!isPossible) return null;
  return (
    <Field label={t("firstLimit", { currency })} hint={t("firstLimitHint")}>
      {(control) => (
        <Input
          {...control}
          inputMode="decimal"
          pattern={`${aboveZero}${decimals === 0 ? "\\d{1,12}" : `\\d{1,12}([.]\\d{1,${decimals}})?`}`}
          title={t("firstLimitFormat", { currency, decimals })}
          value={amount}
          readOnly={!isKnown}
          onChange={({ target }) => setAmount(target.value)}
          autoComplete="off"
        />
      )}
    </Field>
  );
}
