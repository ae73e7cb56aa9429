"use client";

import { Bookmark } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { toButtonClass } from "@/components/ui/controls/button";
import { Skeleton } from "@/components/ui/display/skeleton";
import { Popover } from "@/components/ui/overlay/popover";
import { WhenOpen } from "@/components/ui/overlay/when-open";
import type { ViewPage } from "@/lib/views/vocabulary";

const ViewsPanel = dynamic(() => import("./views-panel").then((file) => file.ViewsPanel), {
  ssr: false,
  loading: () => <Skeleton className="h-24 w-full" />,
});

/** `name` replaces the button's usual one. */
export function SavedViews({ page, name }: { page: ViewPage; name?: string }) {
  const t = useTranslations("reports.views");
  return (
    <Popover
      label={name ?? t("title")}
      triggerClass={toButtonClass("chip")}
      className="w-80 p-3"
      trigger={
        <>
          <Bookmark aria-hidden className="size-4 text-ink-faint" />
          {name ?? t("title")}
        </>
      }
    >
      <WhenOpen>
        <ViewsPanel page={page} />
      </WhenOpen>
    </Popover>
  );
}
