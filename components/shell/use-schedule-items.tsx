"use client";

import { CalendarClock, CalendarDays } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { use } from "react";
import type { MenuItem } from "@/components/ui/overlay/menu";
import type { ScheduledReport } from "@/lib/schedules/vocabulary";
import { ConsoleFactsContext } from "./console-facts";
import { usePages } from "./use-places";

/**
 * Schedule the page with its range and filters as they are, because a schedule's range rolls, and what is scheduled
 * already. Without what the person can't do.
 */
export function useScheduleItems(report: ScheduledReport): MenuItem[] {
  const t = useTranslations("reports");
  const router = useRouter();
  const page = usePages().find(({ name }) => name === "schedules");
  const { maySchedule } = use(ConsoleFactsContext);
  const schedule = {
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
  const scheduled = page && {
    id: "schedules",
    label: (
      <>
        <CalendarDays aria-hidden /> {page.label}
      </>
    ),
    onSelect: () => router.push(page.href),
  };
  return [...(maySchedule ? [schedule] : []), ...(scheduled ? [scheduled] : [])];
}
