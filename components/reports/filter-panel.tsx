"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { SearchInput } from "@/components/ui/search-input";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { VendorText } from "@/components/ui/vendor-text";
import { valuesQuery } from "@/lib/reports/queries";
import type { FilterProps } from "./filter-picker";
import { useDimensionName } from "./use-dimension-name";
import { useValueName } from "./use-value-name";

const mostListed = 100;

export function FilterPanel({ noun, range, dimensions, filter, onChange }: FilterProps<string>) {
  const t = useTranslations("reports");
  const toDimension = useDimensionName();
  const [by, setBy] = useState(dimensions[0] ?? "");
  const [q, setQ] = useState("");
  return (
    <div className="grid gap-2.5">
      <Select
        aria-label={t("filterBy")}
        value={by}
        options={dimensions.map((value) => ({ value, label: toDimension(value) }))}
        onChange={({ target }) => {
          setBy(target.value);
          setQ("");
        }}
      />
      <SearchInput label={t("findValue")} value={q} onSearch={setQ} />
      <Values
        query={valuesQuery(noun, { ...range, by, q })}
        by={by}
        chosen={filter[by] ?? []}
        onChange={(values) => onChange(by, values)}
      />
    </div>
  );
}

type ValuesProps = {
  query: ReturnType<typeof valuesQuery>;
  by: string;
  chosen: readonly string[];
  onChange: (values: string[]) => void;
};

function Values({ query, by, chosen, onChange }: ValuesProps) {
  const t = useTranslations("reports");
  const toName = useValueName();
  const toDimension = useDimensionName();
  const { data, error, refetch, isPlaceholderData } = useQuery(query);
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <Skeleton className="h-48 w-full" />;
  if (data.values.length === 0)
    return <p className="py-4 text-center text-ink-muted text-sm">{t("noValue")}</p>;
  const toggle = (key: string) =>
    onChange(chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key]);
  return (
    <fieldset aria-busy={isPlaceholderData} className="max-h-72 min-w-0 overflow-y-auto">
      <legend className="sr-only">{toDimension(by)}</legend>
      {data.values.map((value) => (
        <label
          key={value.key}
          className="flex min-h-8 cursor-pointer items-center gap-2.5 rounded-md px-2 hover:bg-sunken"
        >
          <input type="checkbox" checked={chosen.includes(value.key)} onChange={() => toggle(value.key)} />
          <VendorText className="min-w-0">{toName(by, value)}</VendorText>
        </label>
      ))}
      {data.values.length === mostListed && (
        <p className="px-2 pt-1 text-ink-muted text-xs">{t("moreValues")}</p>
      )}
    </fieldset>
  );
}
