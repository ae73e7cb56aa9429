"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { use } from "react";
import type { MenuItem } from "@/components/ui/overlay/menu";
import type { ScheduledReport } from "@/lib/across/schedules/vocabulary";
import { ConsoleFactsContext } from "./console-facts";
import { usePages } from "./use-places";

/**
 * Schedule the page with its range and filters as they are, because a schedule's range rolls, and what is scheduled
 * already. Without what the person can't do.
 */
export function useScheduleItems(report: ScheduledReport | undefined): MenuItem[] {
  const t = useTranslations("reports");
  const router = useRouter();
  const page = usePages().find(({ name }) => name === "schedules");
  const { maySchedule } = use(ConsoleFactsContext);
  const toItem = (id: string, label: string, onSelect: () => void): MenuItem => ({ id, label, onSelect });
  if (report === undefined) return [];
  const schedule = () =>
    router.push(`/schedules?report=${report}&query=${encodeURIComponent(window.location.search.slice(1))}`);
  return [
    ...(maySchedule ? [toItem("schedule", t("schedule"), schedule)] : []),
    ...(page ? [toItem("schedules", page.label, () => router.push(page.href))] : []),
  ];
}
