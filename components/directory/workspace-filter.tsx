"use client";

import { useTranslations } from "next-intl";
import { Skeleton } from "@/components/ui/display/skeleton";
import { onDemand } from "@/components/ui/on-demand";
import { FilterPopover } from "@/components/ui/overlay/filter-popover";
import { WhenOpen } from "@/components/ui/overlay/when-open";

const WorkspaceList = onDemand(
  () => import("./workspace-list").then((file) => file.WorkspaceList),
  () => <Skeleton className="h-60 w-full" />,
);

type Props = {
  chosen: string[];
  /** The UTC day whose workspaces can be chosen; today's if null. */
  at?: string | null;
  onChange: (chosen: string[]) => void;
};

/** An organization may have hundreds, so that they can be searched. */
export function WorkspaceFilter({ chosen, at = null, onChange }: Props) {
  const t = useTranslations("access");
  return (
    <FilterPopover label={t("workspace")} count={chosen.length} className="w-72 p-1.5">
      <WhenOpen>
        <WorkspaceList chosen={chosen} at={at} onChange={onChange} />
      </WhenOpen>
    </FilterPopover>
  );
}
