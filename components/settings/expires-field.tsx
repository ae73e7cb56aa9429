"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { maxGrantDays, usualGrantDays } from "@/lib/account/grants/vocabulary";
import { addDays, toDay } from "@/lib/core/format/calendar";

/** `day`: null for the usual end from today. */
export function ExpiresField({ day }: { day: string | null }) {
  const t = useTranslations("settings.access");
  const today = toDay(Date.now());
  return (
    <Field label={t("expires")} hint={t("expiresHint", { days: maxGrantDays })}>
      {(control) => (
        <Input
          {...control}
          name="expiresOn"
          type="date"
          required
          min={today}
          max={addDays(today, maxGrantDays)}
          defaultValue={day ?? addDays(today, usualGrantDays)}
        />
      )}
    </Field>
  );
}
