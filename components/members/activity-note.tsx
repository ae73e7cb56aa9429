"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatDay } from "@/lib/core/format/format";
import type { ActivityDays } from "@/lib/directory/members/schema";

export function ActivityNote({ days }: { days: ActivityDays }) {
  const t = useTranslations("members");
  const locale = useLocale();
  if (!days) return t("activityUnknown");
  return t("activityNote", { from: formatDay(days.from, locale), to: formatDay(days.to, locale) });
}
