"use client";

import clsx from "clsx";
import { FilterX } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/controls/button";

type Props = {
  onClear: (() => void) | undefined;
  /** How many filters stand beside it: among many, only its icon has room on a laptop. */
  filterCount: number;
};

/** There whenever the list is narrowed. On a phone, the sheet of filters and the empty list have one of their own. */
export function ClearFilters({ onClear, filterCount }: Props) {
  const t = useTranslations("ui");
  if (!onClear) return null;
  return (
    <Button
      variant="ghost"
      title={t("clearFilters")}
      className="px-2! max-md:hidden"
      onClick={({ currentTarget }) => {
        // The button goes with the filters, so focus moves to the search beside it.
        const search =
          currentTarget.parentElement?.parentElement?.parentElement?.querySelector("input[type=search]");
        onClear();
        if (search instanceof HTMLElement) search.focus();
      }}
    >
      <FilterX aria-hidden className="size-4" />
      <span className={clsx(filterCount > 2 && "max-2xl:sr-only")}>{t("clearFilters")}</span>
    </Button>
  );
}
