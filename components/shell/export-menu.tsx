"use client";

import { ChevronDown, Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { toButtonClass } from "@/components/ui/controls/button";
import { Menu, type MenuItem } from "@/components/ui/overlay/menu";
import type { ScheduledReport } from "@/lib/across/schedules/vocabulary";
import { useScheduleItems } from "./use-schedule-items";

type Props = {
  noun: string;
  /** The query string with its question mark. */
  query: string;
  /** What a schedule sends, if it can. */
  schedule?: ScheduledReport;
  /** The item that prints a page with a paper of its own, from `usePaper`. */
  paper?: MenuItem;
  /** What only this page has. */
  others?: readonly MenuItem[];
  size?: "sm" | "md";
};

const formats = ["csv", "xlsx"] as const;

/** The same on every list and report: files, which hold every matching row, then schedules, then paper and the rest. */
export function ExportMenu(props: Props) {
  const { noun, query, schedule, paper, others = [], size = "md" } = props;
  const t = useTranslations("ui");
  const scheduling = useScheduleItems(schedule);
  const files = formats.map((format) => ({
    id: format,
    href: `/api/export/${noun}.${format}${query}`,
    label: t(`exportAs.${format}`),
  }));
  return (
    <Menu
      label={t("export")}
      triggerClass={toButtonClass("secondary", size)}
      trigger={
        <>
          <Download aria-hidden className="size-4 text-ink-faint" />
          <span className="max-sm:[header_&]:sr-only">{t("export")}</span>
          <ChevronDown aria-hidden className="size-3.5 text-ink-faint max-sm:[header_&]:hidden" />
        </>
      }
      items={[...files, ...scheduling, ...(paper ? [paper] : []), ...others]}
    />
  );
}
