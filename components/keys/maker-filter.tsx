"use client";

import { useTranslations } from "next-intl";
import { Skeleton } from "@/components/ui/display/skeleton";
import { onDemand } from "@/components/ui/on-demand";
import { FilterPopover } from "@/components/ui/overlay/filter-popover";
import { WhenOpen } from "@/components/ui/overlay/when-open";

const MakerList = onDemand(
  () => import("./maker-list").then((file) => file.MakerList),
  () => <Skeleton className="h-60 w-full" />,
);

type Props = { chosen: string[]; onChange: (chosen: string[]) => void };

export function MakerFilter({ chosen, onChange }: Props) {
  const t = useTranslations("keys.filters");
  return (
    <FilterPopover label={t("maker")} count={chosen.length} className="w-72 p-1.5">
      <WhenOpen>
        <MakerList chosen={chosen} onChange={onChange} />
      </WhenOpen>
    </FilterPopover>
  );
}
