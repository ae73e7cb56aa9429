"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/controls/button";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { NamedFilter } from "@/lib/money/reports/schema";
import { useDimensionName } from "./use-dimension-name";
import { useValueName } from "./use-value-name";

type Props = {
  filters: readonly NamedFilter[];
  onChange: (dimension: string, values: string[]) => void;
};

export function FilterChips({ filters, onChange }: Props) {
  const t = useTranslations("reports");
  const toDimension = useDimensionName();
  const toName = useValueName();
  const clear = () => {
    for (const { dimension } of filters) onChange(dimension, []);
  };
  return (
    <ul aria-label={t("filters")} className="flex flex-wrap items-center gap-1.5">
      {filters.flatMap(({ dimension, values }) =>
        values.map((value) => {
          const name = t("chip", { dimension: toDimension(dimension), value: toName(dimension, value) });
          return (
            <li key={`${dimension} ${value.key}`}>
              <button
                type="button"
                aria-label={t("removeFilter", { filter: name })}
                onClick={() => onChange(dimension, listOthers(values, value.key))}
                className="inline-flex min-h-7 pointer-coarse:min-h-11 items-center gap-1.5 rounded-md bg-accent-soft px-2 text-accent text-sm hover:bg-sunken"
              >
                <VendorText>{name}</VendorText>
                <X aria-hidden className="size-3.5 shrink-0" />
              </button>
            </li>
          );
        }),
      )}
      <li>
        <Button variant="ghost" size="sm" onClick={() => clear()}>
          {t("clearFilters")}
        </Button>
      </li>
    </ul>
  );
}

function listOthers(values: NamedFilter["values"], key: string): string[] {
  return values.map((value) => value.key).filter((one) => one !== key);
}
