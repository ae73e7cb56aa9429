"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { useMoney } from "@/components/ui/display/money";
import type { Failure } from "@/lib/core/errors/errors";
import { toExact, usd } from "@/lib/core/money/money";
import type { Budget } from "@/lib/money/budgets/schema";
import { usualForecastThreshold, usualThresholds } from "@/lib/money/budgets/vocabulary";
import { toCents } from "./budget-draft";

type Base = Pick<Budget, "cents" | "thresholds" | "forecastThreshold" | "recipients"> | null;
type Props = { base: Base; fields: Failure["fields"] };

export function toBase(budget: Budget | undefined): Base {
  if (!budget) return null;
  const { cents, thresholds, forecastThreshold, recipients } = budget;
  return { cents, thresholds, forecastThreshold, recipients };
}

export function TermFields({ base, fields }: Props) {
  const t = useTranslations("budgets");
  const forecast = base ? base.forecastThreshold : usualForecastThreshold;
  return (
    <>
      <AmountField base={base} fields={fields} />
      <Field
        label={t("thresholds")}
        hint={t("thresholdsHint")}
        errors={fields?.thresholds && [t("thresholdsWrong")]}
      >
        {(control) => (
          <Input
            {...control}
            name="thresholds"
            required
            pattern="\s*[0-9]+\s*%?(\s*,\s*[0-9]+\s*%?)*\s*"
            defaultValue={(base?.thresholds ?? usualThresholds).join(", ")}
            autoComplete="off"
          />
        )}
      </Field>
      <Field
        label={t("forecastThreshold")}
        hint={t("forecastThresholdHint")}
        errors={fields?.forecastThreshold && [t("forecastThresholdWrong")]}
      >
        {(control) => (
          <Input
            {...control}
            name="forecastThreshold"
            inputMode="numeric"
            pattern="\s*[0-9]+\s*%?\s*"
            defaultValue={forecast ?? ""}
            autoComplete="off"
          />
        )}
      </Field>
    </>
  );
}

/** Shows how the amount is understood, because "2.200" means one thing in Berlin and another in Boston. */
function AmountField({ base, fields }: Props) {
  const t = useTranslations("budgets");
  const money = useMoney(usd);
  const [typed, setTyped] = useState(base ? toExact(base.cents, usd) : "");
  const cents = toCents(typed);
  const isWrong = typed.trim() !== "" && (cents === null || cents === "0");
  return (
    <Field
      label={t("amount")}
      hint={cents !== null && !isWrong ? t("amountRead", { amount: money.format(cents) }) : t("amountHint")}
      errors={isWrong || fields?.cents ? [t("amountWrong")] : undefined}
    >
      {(control) => (
        <Input
          {...control}
          name="amount"
          required
          inputMode="decimal"
          value={typed}
          onChange={({ target }) => {
            target.setCustomValidity(/[1-9]/.test(toCents(target.value) ?? "") ? "" : t("amountWrong"));
            setTyped(target.value);
          }}
          autoComplete="off"
        />
      )}
    </Field>
  );
}
