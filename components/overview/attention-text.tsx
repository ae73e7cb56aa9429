"use client";

import { useLocale, useTranslations } from "next-intl";
import { VendorText } from "@/components/ui/vendor-text";
import { formatDay } from "@/lib/format";
import { formatCents } from "@/lib/money";
import type { Attention } from "@/lib/overview/schema";
import { inviteDays, unusedDays } from "@/lib/overview/vocabulary";

/** One sentence. What somebody typed is set apart from ours; an organisation's budget has no name but its scope. */
export function AttentionText({ item: { kind, count, detail, cents } }: { item: Attention }) {
  const t = useTranslations("overview.attention");
  const locale = useLocale();
  const isDay = kind === "day_stands_out";
  return t.rich(`texts.${kind}`, {
    count,
    days: kind === "keys_unused" ? unusedDays : inviteDays,
    day: isDay && detail ? formatDay(detail, locale) : "",
    amount: cents === null ? "" : formatCents(cents, locale),
    name: () =>
      detail === null ? t("organization") : <VendorText className="font-medium">{detail}</VendorText>,
  });
}
