"use client";

import type { Route } from "next";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { Tabs } from "@/components/ui/controls/tabs";

const pages = ["report", "people", "changes", "savings", "budgets", "chargeback", "statements"] as const;
const addresses: Record<(typeof pages)[number], Route> = {
  report: "/cost",
  people: "/cost/people",
  changes: "/cost/changes",
  savings: "/cost/savings",
  budgets: "/cost/budgets",
  chargeback: "/cost/chargeback",
  statements: "/cost/statements",
};

/** Statements are of the whole organization, so not everyone who sees cost sees them. */
export function CostTabs({ hasStatements }: { hasStatements: boolean }) {
  const t = useTranslations("spend");
  const pathname = usePathname();
  const shown = pages.filter((id) => id !== "statements" || hasStatements);
  const isHere = (id: (typeof pages)[number]) =>
    pathname === addresses[id] || (id !== "report" && pathname.startsWith(`${addresses[id]}/`));
  return (
    <Tabs
      label={t("tabs")}
      current={shown.find(isHere) ?? "report"}
      tabs={shown.map((id) => ({ id, href: addresses[id], label: t(`tab.${id}`) }))}
    />
  );
}
