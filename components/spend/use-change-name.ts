"use client";

import { useTranslations } from "next-intl";
import { useTagValueName } from "@/components/directory/use-tag-name";
import { isTag } from "@/lib/money/reports/dimension";
import { claudeCodeKeys, noKey, otherKey } from "@/lib/money/reports/vocabulary";
import type { ChangeAxis } from "@/lib/money/spend/vocabulary";

export function useChangeName(by: ChangeAxis): (part: { key: string; label: string | null }) => string {
  const t = useTranslations();
  const toTagValueName = useTagValueName();
  return ({ key, label }) => {
    if (key === otherKey) return t("reports.other");
    if (key === claudeCodeKeys) return t("reports.values.claudeCodeKeys");
    if (isTag(by)) return toTagValueName(label);
    if (label !== null) return label;
    if (key === noKey) return t(by === "key" ? "spend.changes.noKey" : "spend.changes.noModel");
    return t("reports.default");
  };
}
