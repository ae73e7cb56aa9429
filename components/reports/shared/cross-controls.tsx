"use client";

import { useTranslations } from "next-intl";
import { ChipSelect } from "@/components/ui/controls/chip-select";
import { columnCounts, rowCounts } from "@/lib/money/reports/cross/search-params";
import { useDimensionName } from "./use-dimension-name";

type Props<Group extends string> = {
  groups: readonly Group[];
  query: { by: Group; rows: number; columns: number };
  onChange: (change: { by?: Group; rows?: string; columns?: string }) => void;
};

export function CrossControls<Group extends string>({ groups, query, onChange }: Props<Group>) {
  const t = useTranslations("reports");
  const toDimension = useDimensionName();
  const toOptions = (counts: readonly number[]) =>
    counts.map((count) => ({ value: String(count), label: t("topCount", { count }) }));
  const offered = [...new Set([...groups, query.by])];
  return (
    <div className="flex flex-wrap gap-2 print:hidden">
      <ChipSelect
        label={t("pivot.by")}
        options={offered.map((value) => ({ value, label: toDimension(value) }))}
        value={query.by}
        onChange={(by) => onChange({ by })}
      />
      <ChipSelect
        label={t("pivot.rows")}
        options={toOptions(rowCounts)}
        value={String(query.rows)}
        onChange={(rows) => onChange({ rows })}
      />
      <ChipSelect
        label={t("pivot.columns")}
        options={toOptions(columnCounts)}
        value={String(query.columns)}
        onChange={(columns) => onChange({ columns })}
      />
    </div>
  );
}
