"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { IconButton } from "@/components/ui/controls/icon-button";

type Props = { count: number; onClear: () => void; children: ReactNode };

export function BulkBar({ count, onClear, children }: Props) {
  const t = useTranslations("ui");
  if (count === 0) return null;
  return (
    <section
      data-bottom-bar
      aria-label={t("selection")}
      className="sticky bottom-4 z-30 mx-auto mt-(--bar-room) flex max-w-full flex-wrap items-center gap-2 rounded-lg popup py-1.5 pr-1.5 pl-4"
    >
      <p
        role="status"
        className="mr-2 font-medium tabular-nums max-md:-order-2 max-md:mr-0 max-md:basis-[calc(100%-3.25rem)]"
      >
        {t("selected", { count })}
      </p>
      {/* On a phone one row, which scrolls: two would cover the list. */}
      <div className="flex min-w-0 items-center gap-2 max-md:w-full max-md:overflow-x-auto max-md:*:shrink-0 md:flex-wrap">
        {children}
      </div>
      <IconButton
        data-clears-selection
        label={t("clearSelection")}
        icon={<X />}
        className="max-md:-order-1"
        onClick={onClear}
      />
    </section>
  );
}
