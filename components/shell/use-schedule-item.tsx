"use client";

import { CalendarClock } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { MenuItem } from "@/components/ui/overlay/menu";
import type { ScheduledReport } from "@/lib/schedules/vocabulary";

/** Schedule the page with its range and filters as they are, because a schedule's range rolls. */
export function useScheduleItem(report: ScheduledReport): MenuItem {
  const t = useTranslations("reports");
  const router = useRouter();
  return {
    id: "schedule",
    label: (
      <>
        <CalendarClock aria-hidden /> {t("schedule")}
      </>
    ),
    onSelect: () => {
      const asked = new URLSearchParams({ report, query: window.location.search.slice(1) });
      router.push(`/schedules?${asked}`);
    },
  };
}
