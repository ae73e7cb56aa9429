"use client";

import { useSelectedLayoutSegment } from "next/navigation";
import { useTranslations } from "next-intl";
import { Tabs } from "@/components/ui/controls/tabs";

export function ActivityTabs() {
  const t = useTranslations("activity.feed");
  const segment = useSelectedLayoutSegment();
  return (
    <div className="mx-auto w-full max-w-[100rem] px-4 pt-3 sm:px-6 lg:px-8 print:hidden">
      <Tabs
        label={t("tabs")}
        current={segment ?? "changes"}
        tabs={[
          { id: "changes", href: "/activity", label: t("changes") },
          { id: "compliance", href: "/activity/compliance", label: t("title") },
        ]}
      />
    </div>
  );
}
