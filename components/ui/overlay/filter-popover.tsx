"use client";

import { ListFilter } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { toButtonClass } from "@/components/ui/controls/button";
import { Badge } from "@/components/ui/display/badge";
import { formatCount } from "@/lib/format";
import { Popover } from "./popover";

type Props = {
  label: string;
  /** How many values are chosen. */
  count: number;
  className: string;
  children: ReactNode;
};

/** A filter behind a button that says how much it filters by. */
export function FilterPopover({ label, count, className, children }: Props) {
  const t = useTranslations("ui");
  const locale = useLocale();
  return (
    <Popover
      label={count > 0 ? t("filterChosen", { label, count }) : label}
      align="start"
      triggerClass={toButtonClass()}
      className={className}
      trigger={
        <>
          <ListFilter aria-hidden className="size-4 text-ink-faint" />
          {/* The space is not seen, but heard. */}
          {label} {count > 0 && <Badge tone="accent">{formatCount(count, locale)}</Badge>}
        </>
      }
    >
      {children}
    </Popover>
  );
}
