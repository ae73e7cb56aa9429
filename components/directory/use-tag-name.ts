"use client";

import { useTranslations } from "next-intl";
import { type TagDimension, toTagKey } from "@/lib/money/reports/dimension";

/** What a tag of workspaces is called where anything can be grouped by it. */
export function useTagName(): (tag: TagDimension) => string {
  const t = useTranslations("reports");
  return (tag) => t("dimensions.tag", { key: isolate(toTagKey(tag)) });
}

export function useTagValueName(): (value: string | null) => string {
  const t = useTranslations("reports");
  return (value) => (value === null ? t("values.untagged") : value || t("values.emptyTag"));
}

/** In an option or a label, which has only text, what is written from right to left must not turn the rest around. */
function isolate(text: string): string {
  return /[\p{Bidi_Control}\p{Script=Hebrew}\p{Script=Arabic}]/u.test(text) ? `\u2068${text}\u2069` : text;
}
