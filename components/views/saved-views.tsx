"use client";

import clsx from "clsx";
import { Bookmark } from "lucide-react";
import { useTranslations } from "next-intl";
import { toButtonClass } from "@/components/ui/controls/button";
import { Skeleton } from "@/components/ui/display/skeleton";
import { onDemand } from "@/components/ui/on-demand";
import { Popover } from "@/components/ui/overlay/popover";
import { WhenOpen } from "@/components/ui/overlay/when-open";
import type { ViewPage } from "@/lib/account/views/vocabulary";

const ViewsPanel = onDemand(
  () => import("./views-panel").then((file) => file.ViewsPanel),
  () => <Skeleton className="h-24 w-full" />,
);

type Props = {
  page: ViewPage;
  /** Replaces the button's usual one. */
  name?: string;
  isIconOnly?: boolean;
};

export function SavedViews({ page, name: given, isIconOnly = false }: Props) {
  const t = useTranslations("reports.views");
  const name = given ?? t("title");
  return (
    <Popover
      label={name}
      triggerClass={clsx(toButtonClass("chip"), isIconOnly && "px-2! pointer-coarse:min-w-11")}
      className="w-80 p-3"
      trigger={
        <>
          <span title={isIconOnly ? name : undefined} className="-m-2 p-2">
            <Bookmark aria-hidden className="size-4 text-ink-faint" />
          </span>
          {!isIconOnly && name}
        </>
      }
    >
      <WhenOpen>
        <ViewsPanel page={page} />
      </WhenOpen>
    </Popover>
  );
}
