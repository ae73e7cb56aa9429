"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatCount } from "@/lib/core/format/format";
import { otherKey } from "@/lib/money/reports/vocabulary";
import type { ToName } from "./to-series";
import { useValueName } from "./use-value-name";

export function useLineItemName({ group, restCount }: { group: string; restCount: number }): ToName {
  const t = useTranslations("reports");
  const locale = useLocale();
  const toName = useValueName();
  // Groups that are merged while names are masked aren't counted.
  return (part) =>
    part.key === otherKey && restCount > 0
      ? t("rest", { count: formatCount(restCount, locale) })
      : toName(group, part);
}
