"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { Tabs } from "@/components/ui/controls/tabs";

export function ActivityTabs() {
  const t = useTranslations("activity.feed");
  const pathname = usePathname();
  return (
    <Tabs
      label={t("tabs")}
      current={pathname === "/activity/compliance" ? "compliance" : "changes"}
      tabs={[
        { id: "changes", href: "/activity", label: t("changes") },
        { id: "compliance", href: "/activity/compliance", label: t("title") },
      ]}
    />
  );
}
