"use client";

import type { Route } from "next";
import { useSelectedLayoutSegment } from "next/navigation";
import { useTranslations } from "next-intl";
import { Tabs } from "@/components/ui/controls/tabs";

const pages = ["report", "people", "changes", "budgets", "chargeback"] as const;
const addresses: Record<(typeof pages)[number], Route> = {
  report: "/cost",
  people: "/cost/people",
  changes: "/cost/changes",
  budgets: "/cost/budgets",
  chargeback: "/cost/chargeback",
};

export function CostTabs() {
  const t = useTranslations("spend");
  const segment = useSelectedLayoutSegment();
  return (
    <div className="mx-auto w-full max-w-[100rem] px-4 pt-3 sm:px-6 lg:px-8 print:hidden">
      <Tabs
        label={t("tabs")}
        current={segment ?? "report"}
        tabs={pages.map((id) => ({ id, href: addresses[id], label: t(`tab.${id}`) }))}
      />
    </div>
  );
}
