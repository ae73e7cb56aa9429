"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatShare } from "@/lib/format";
import { toChange } from "@/lib/money-math";

type Props = { before: string; now: string; show: (value: string) => string };

export function ChangeNote({ before, now, show }: Props) {
  const t = useTranslations("reports.compared");
  const locale = useLocale();
  const change = toChange(before, now);
  const was = t("was", { value: show(before) });
  return change === null ? was : `${was}, ${change > 0 ? "+" : ""}${formatShare(change, locale)}`;
}
