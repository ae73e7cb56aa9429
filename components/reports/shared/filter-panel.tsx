"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { SearchInput } from "@/components/ui/controls/search-input";
import { Select } from "@/components/ui/controls/select";
import { Skeleton } from "@/components/ui/display/skeleton";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { DayRange } from "@/lib/core/format/calendar";
import { type ReportNoun, valuesQuery } from "@/lib/money/reports/queries";
import type { FacetValues } from "@/lib/money/reports/schema";
import type { Filter } from "@/lib/money/reports/search-params";
import { tokenKinds, type UsageSource } from "@/lib/money/reports/vocabulary";
import { useDimensionName } from "./use-dimension-name";
import { useValueName } from "./use-value-name";

export type FilterProps<Dimension extends string> = {
  noun: ReportNoun;
  range: DayRange & { source?: UsageSource };
  dimensions: readonly Dimension[];
  filter: Filter<Dimension>;
  onChange: (dimension: Dimension, values: string[]) => void;
};

const maxListed = 100;

export function FilterPanel({ noun, range, dimensions, filter, onChange }: FilterProps<string>) {
  const t = useTranslations("reports");
  const toDimension = useDimensionName();
  const [by, setBy] = useState(dimensions[0] ?? "");
  const [q, setQ] = useState("");
  const choice = { by, chosen: filter[by] ?? [], onChange: (values: string[]) => onChange(by, values) };
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
      {by === "kind" ? (
        <Choices {...choice} values={tokenKinds.map((key) => ({ key, label: null }))} />
      ) : (
        <>
          <SearchInput label={t("findValue")} value={q} onSearch={setQ} />
          <Values key={by} {...choice} query={valuesQuery(noun, { ...range, by, q })} />
        </>
      )}
    </div>
  );
}

type Choice = { by: string; chosen: readonly string[]; onChange: (values: string[]) => void };

function Values({ query, ...choice }: Choice & { query: ReturnType<typeof valuesQuery> }) {
  const t = useTranslations("reports");
  const { data, error, refetch, isPlaceholderData } = useQuery(query);
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <Skeleton className="h-48 w-full" />;
  if (data.values.length === 0)
    return <p className="py-4 text-center text-ink-muted text-sm">{t("noValue")}</p>;
  return (
    <div aria-busy={isPlaceholderData}>
      <Choices {...choice} values={data.values} />
      {data.values.length === maxListed && (
        <p className="px-2 pt-1 text-ink-muted text-xs">{t("moreValues")}</p>
      )}
    </div>
  );
}

function Choices({ by, chosen, onChange, values }: Choice & { values: FacetValues["values"] }) {
  const toName = useValueName();
  const toDimension = useDimensionName();
  const toggle = (key: string) =>
    onChange(chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key]);
  return (
    <fieldset className="max-h-72 min-w-0 overflow-y-auto">
      <legend className="sr-only">{toDimension(by)}</legend>
      {values.map((value) => (
        <label
          key={value.key}
          className="flex min-h-8 cursor-pointer items-center gap-2.5 rounded-md px-2 hover:bg-sunken"
        >
          <input type="checkbox" checked={chosen.includes(value.key)} onChange={() => toggle(value.key)} />
          <VendorText className="min-w-0">{toName(by, value)}</VendorText>
        </label>
      ))}
    </fieldset>
  );
}
