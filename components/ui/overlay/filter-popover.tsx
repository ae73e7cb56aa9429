"use client";

import { ChevronDown } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { toButtonClass } from "@/components/ui/controls/button";
import { Badge } from "@/components/ui/display/badge";
import { formatCount } from "@/lib/core/format/format";
import { Popover } from "./popover";

type Props = {
  label: string;
  count: number;
  className: string;
  /** The icon before the label. */
  icon?: ReactNode;
  children: ReactNode;
};

export function FilterPopover({ label, count, className, icon, children }: Props) {
  const t = useTranslations("ui");
  const locale = useLocale();
  return (
    <Popover
      label={count > 0 ? t("filterChosen", { label, count }) : label}
      align="start"
      triggerClass={toButtonClass("chip")}
      className={className}
      trigger={
        <>
          {icon}
          {/* The space isn't visible, but screen readers need it. */}
          {label}{" "}
          {count > 0 ? (
            <Badge tone="accent">{formatCount(count, locale)}</Badge>
          ) : (
            <ChevronDown aria-hidden className="size-3.5 text-ink-faint" />
          )}
        </>
      }
    >
      {children}
    </Popover>
  );
}
