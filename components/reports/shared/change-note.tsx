"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatShare } from "@/lib/format";
import { toChange } from "@/lib/money-math";

type Props = {
  before: string;
  now: string;
  show: (value: string) => string;
  /** Only the change, so that many figures fit in one row; what it was is a tooltip and read aloud. */
  isShort?: boolean;
};

/** Below a figure that is compared. */
export function ChangeNote({ before, now, show, isShort = false }: Props) {
  const t = useTranslations("reports.compared");
  const locale = useLocale();
  const change = toChange(before, now);
  const was = t("was", { value: show(before) });
  if (change === null) return was;
  const text = `${change > 0 ? "+" : ""}${formatShare(change, locale)}`;
  if (!isShort) return `${was}, ${text}`;
  return (
    <span title={was}>
      <span className="sr-only">{was}, </span>
      {text}
    </span>
  );
}
