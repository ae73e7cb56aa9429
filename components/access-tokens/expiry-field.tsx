"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { Select } from "@/components/ui/controls/select";
import { maxTokenDays, offeredDays, usualTokenDays } from "@/lib/account/access-tokens/vocabulary";

const other = "other";

export function ExpiryField() {
  const t = useTranslations("accessTokens");
  const [days, setDays] = useState(String(usualTokenDays));
  const options = [
    ...offeredDays.map((count) => ({ value: String(count), label: t("days", { count }) })),
    { value: other, label: t("otherDays") },
  ];
  return (
    <div className="grid grid-cols-2 items-start gap-4">
      <Field label={t("validFor")}>
        {(control) => (
          <Select
            {...control}
            name="days"
            options={options}
            value={days}
            onChange={({ target }) => setDays(target.value)}
          />
        )}
      </Field>
      {days === other && (
        <Field label={t("numberOfDays")} hint={t("daysHint", { most: maxTokenDays })}>
          {(control) => (
            <Input
              {...control}
              name="otherDays"
              type="number"
              inputMode="numeric"
              required
              min={1}
              max={maxTokenDays}
            />
          )}
        </Field>
      )}
    </div>
  );
}

export function readDays(form: FormData): number {
  const days = form.get("days");
  return Number(days === other ? form.get("otherDays") : days);
}
