"use client";

import { CalendarClock } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { use } from "react";
import type { MenuItem } from "@/components/ui/overlay/menu";
import type { ScheduledReport } from "@/lib/schedules/vocabulary";
import { ConsoleFactsContext } from "./console-facts";

/**
 * Schedule the page with its range and filters as they are, because a schedule's range rolls. Empty for people who
 * can't schedule.
 */
export function useScheduleItems(report: ScheduledReport): MenuItem[] {
  const t = useTranslations("reports");
  const router = useRouter();
  if (!use(ConsoleFactsContext).maySchedule) return [];
  const label = (
    <>
      <CalendarClock aria-hidden /> {t("schedule")}
    </>
  );
  const onSelect = () => {
    const asked = new URLSearchParams({ report, query: window.location.search.slice(1) });
    router.push(`/schedules?${asked}`);
  };
  return [{ id: "schedule", label, onSelect }];
}
