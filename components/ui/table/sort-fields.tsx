"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/controls/button";
import { Select } from "@/components/ui/controls/select";
import { useListFacts } from "./list-facts";

/** Cards have no headers for most of what a list can be sorted by. */
export function SortFields() {
  const t = useTranslations("ui");
  const { sort, sorts } = useListFacts();
  if (!sort || sorts.length === 0) return null;
  const { by, direction, onSort } = sort;
  const Icon = direction === "asc" ? ArrowUp : ArrowDown;
  return (
    <fieldset className="flex gap-2">
      <legend className="mb-1 text-ink-muted text-xs">{t("sortBy")}</legend>
      <Select
        aria-label={t("sortBy")}
        value={by}
        options={sorts}
        onChange={({ target }) => onSort(target.value, direction)}
        className="flex-1"
      />
      <Button onClick={() => onSort(by, direction === "asc" ? "desc" : "asc")}>
        <Icon aria-hidden className="size-4 text-ink-faint" />
        {t(`direction.${direction}`)}
      </Button>
    </fieldset>
  );
}
