"use client";

import { ChevronDown, SlidersHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { toButtonClass } from "@/components/ui/controls/button";
import { Popover } from "@/components/ui/overlay/popover";
import { WhenOpen } from "@/components/ui/overlay/when-open";

/** What changes how a report is drawn, but not what it covers. */
export function DisplayMenu({ children }: { children: ReactNode }) {
  const t = useTranslations("reports");
  return (
    <Popover
      label={t("display")}
      align="start"
      triggerClass={toButtonClass("chip")}
      className="p-3"
      trigger={
        <>
          <SlidersHorizontal aria-hidden className="size-4 text-ink-faint" />
          {t("display")}
          <ChevronDown aria-hidden className="size-3.5 text-ink-faint" />
        </>
      }
    >
      <WhenOpen>
        <div className="menu-fields">{children}</div>
      </WhenOpen>
    </Popover>
  );
}
