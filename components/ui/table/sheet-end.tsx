"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/controls/button";
import { ChipSelect } from "@/components/ui/controls/chip-select";
import { useListFacts } from "./list-facts";

/** Cards have no headers for most of what a list can be sorted by. */
export function SortFields() {
  const t = useTranslations("ui");
  const { sort, sorts } = useListFacts();
  if (!sort || sorts.length === 0) return null;
  const { by, direction, onSort } = sort;
  const Icon = direction === "asc" ? ArrowUp : ArrowDown;
  return (
    <fieldset className="flex gap-2 *:min-h-11 [&>span]:flex-1 [&>span]:justify-start!">
      <legend className="sr-only">{t("sortBy")}</legend>
      <ChipSelect
        label={t("sortBy")}
        value={by}
        options={sorts}
        onChange={(next) => onSort(next, direction)}
      />
      <Button onClick={() => onSort(by, direction === "asc" ? "desc" : "asc")}>
        <Icon aria-hidden className="size-4 text-ink-faint" />
        {t(`direction.${direction}`)}
      </Button>
    </fieldset>
  );
}

export function SheetEnd({ onClose }: { onClose: () => void }) {
  const t = useTranslations("ui");
  const { onClear, result } = useListFacts();
  return (
    <div className="mt-4 flex gap-2 *:flex-1">
      {/* Stays focusable, because it has focus when it is done. */}
      <Button aria-disabled={!onClear} onClick={onClear} className="aria-disabled:opacity-50">
        {t("clearFilters")}
      </Button>
      <Button variant="primary" onClick={onClose}>
        {result ? t("show", { what: result }) : t("showResults")}
      </Button>
    </div>
  );
}
