"use client";

import { useTranslations } from "next-intl";
import { claudeCodeKeys, noKey, otherKey } from "@/lib/reports/vocabulary";
import type { ChangeAxis } from "@/lib/spend/vocabulary";

export function useChangeName(by: ChangeAxis): (part: { key: string; label: string | null }) => string {
  const t = useTranslations();
  return ({ key, label }) => {
    if (key === otherKey) return t("reports.other");
    if (key === claudeCodeKeys) return t("reports.values.claudeCodeKeys");
    if (label !== null) return label;
    if (key === noKey) return t(by === "key" ? "spend.changes.noKey" : "spend.changes.noModel");
    return t("reports.default");
  };
}
