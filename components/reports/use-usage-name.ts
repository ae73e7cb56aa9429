"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatCount } from "@/lib/format";
import type { UsageReport } from "@/lib/reports/schema";
import { otherKey } from "@/lib/reports/search-params";
import { isTokenKind } from "@/lib/reports/vocabulary";
import { type ToName, toPartName } from "./to-series";

/** A kind of token in the reader's language, a model, workspace or key by its own name. */
export function useUsageName({ group, restCount }: UsageReport): ToName {
  const t = useTranslations("usage");
  const tReports = useTranslations("reports");
  const locale = useLocale();
  const none = group === "key" ? t("noKey") : tReports("noModel");
  return (part) => {
    if (group === "kind" && isTokenKind(part.key)) return t(`kinds.${part.key}`);
    if (part.key === otherKey) return t("rest", { count: formatCount(restCount, locale) });
    return toPartName(part, { none, default: tReports("default") });
  };
}
