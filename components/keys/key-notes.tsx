"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatDay } from "@/lib/core/format/format";
import type { UsageDays } from "@/lib/directory/keys/schema";

export function UsageNote({ usage }: { usage: UsageDays }) {
  const t = useTranslations("keys");
  const locale = useLocale();
  if (!usage) return t("notDerived");
  return t.rich("derived", {
    from: () => formatDay(usage.from, locale),
    to: () => formatDay(usage.to, locale),
  });
}
