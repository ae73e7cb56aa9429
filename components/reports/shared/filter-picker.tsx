"use client";

import { ListFilter } from "lucide-react";
import { useTranslations } from "next-intl";
import { Skeleton } from "@/components/ui/display/skeleton";
import { onDemand } from "@/components/ui/on-demand";
import { FilterPopover } from "@/components/ui/overlay/filter-popover";
import { WhenOpen } from "@/components/ui/overlay/when-open";
import type { FilterProps } from "./filter-panel";

const FilterPanel = onDemand(
  () => import("./filter-panel").then((file) => file.FilterPanel),
  () => <Skeleton className="h-60 w-full" />,
);

export function FilterPicker<Dimension extends string>(props: FilterProps<Dimension>) {
  const t = useTranslations("reports");
  return (
    <FilterPopover
      label={t("filter")}
      count={Object.keys(props.filter).length}
      className="sheet-below w-72 p-3"
      icon={<ListFilter aria-hidden className="size-4 text-ink-faint" />}
    >
      <WhenOpen>
        <FilterPanel {...toPlain(props)} />
      </WhenOpen>
    </FilterPopover>
  );
}

function toPlain<Dimension extends string>({
  dimensions,
  onChange,
  ...rest
}: FilterProps<Dimension>): FilterProps<string> {
  return {
    ...rest,
    dimensions,
    onChange: (name, values) => {
      const dimension = dimensions.find((one) => one === name);
      if (dimension) onChange(dimension, values);
    },
  };
}
