"use client";

import type { Route } from "next";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { Tabs } from "@/components/ui/controls/tabs";

const pages = ["report", "people", "changes", "savings", "budgets", "chargeback"] as const;
const addresses: Record<(typeof pages)[number], Route> = {
  report: "/cost",
  people: "/cost/people",
  changes: "/cost/changes",
  savings: "/cost/savings",
  budgets: "/cost/budgets",
  chargeback: "/cost/chargeback",
};

export function CostTabs() {
  const t = useTranslations("spend");
  const pathname = usePathname();
  return (
    <Tabs
      label={t("tabs")}
      current={pages.find((id) => addresses[id] === pathname) ?? "report"}
      tabs={pages.map((id) => ({ id, href: addresses[id], label: t(`tab.${id}`) }))}
    />
  );
}
