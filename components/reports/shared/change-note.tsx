"use client";

import { useTranslations } from "next-intl";
import { useChangeText } from "@/components/shell/use-change-text";
import { InfoTip } from "@/components/ui/overlay/info-tip";
import type { DayRange } from "@/lib/core/format/calendar";

type Props = {
  days: { before: DayRange; after: DayRange };
  before: string;
  now: string;
  show: (value: string) => string;
  /** Only the change, so that many figures fit in one row; the rest is a tooltip and read aloud. */
  isShort?: boolean;
  /** People, say, who count once in a period, are never compared per day. */
  isDistinct?: boolean;
};

/** Below a figure that is compared: the difference, and what is compared with what. */
export function ChangeNote({ days, before, now, show, isShort = false, isDistinct = false }: Props) {
  const t = useTranslations("reports.compared");
  const { toText, toDefinition } = useChangeText();
  const text = toText({ before, after: now, days, isDistinct });
  const was = t("was", { value: show(before) });
  const definition = toDefinition(days, isDistinct);
  if (isShort && text !== null)
    return (
      <span title={`${was}. ${definition}`}>
        <span className="sr-only">{was}, </span>
        {text}
      </span>
    );
  return (
    <>
      {text === null ? was : `${was}, ${text}`} <InfoTip about={t("about")}>{definition}</InfoTip>
    </>
  );
}
