"use client";

import { useTranslations } from "next-intl";
import { useStatusName } from "@/components/directory/key-status-badge";
import { useKeyWorkspaceName } from "@/components/directory/use-key-workspace-name";
import { ChipSelect } from "@/components/ui/controls/chip-select";
import { Skeleton } from "@/components/ui/display/skeleton";
import { onDemand } from "@/components/ui/on-demand";
import { FilterMenu } from "@/components/ui/overlay/filter-menu";
import { FilterPopover } from "@/components/ui/overlay/filter-popover";
import { WhenOpen } from "@/components/ui/overlay/when-open";
import { ListToolbar } from "@/components/ui/table/list-toolbar";
import { StatusCounts } from "@/components/ui/table/status-counts";
import type { KeysPage } from "@/lib/directory/keys/schema";
import {
  expiries,
  type KeySearch,
  keySearchParams,
  toStatuses,
  unusedDays,
} from "@/lib/directory/keys/search-params";

const MakerList = onDemand(
  () => import("./maker-list").then((file) => file.MakerList),
  () => <Skeleton className="h-60 w-full" />,
);

type Props = {
  search: KeySearch;
  page: Pick<KeysPage, "statuses" | "places"> | undefined;
  onChange: (change: Partial<KeySearch>) => void;
};

export function KeyToolbar({ search, page, onChange }: Props) {
  const t = useTranslations("keys");
  const toStatus = useStatusName();
  const toWorkspaceName = useKeyWorkspaceName();
  const statuses = page?.statuses ?? [];
  const all = statuses.map(({ status }) => status);
  const status = {
    label: t("status"),
    options: statuses.map(({ status: value, count }) => ({ value, label: toStatus(value), count })),
    chosen: toStatuses(search),
    // An empty choice would mean active keys again, so clearing the filter asks for all statuses.
    onChange: (chosen: string[]) =>
      onChange({ status: chosen.length === 0 && search.unused !== null ? all : chosen }),
  };
  return (
    <>
      <StatusCounts {...status} />
      <ListToolbar label={t("search")} q={search.q} onChange={onChange}>
        <FilterMenu {...status} />
        <FilterMenu
          label={t("place")}
          options={(page?.places ?? []).map((workspace) => ({
            value: workspace.value,
            label: toWorkspaceName(workspace),
            count: workspace.count,
          }))}
          chosen={search.workspace}
          onChange={(workspace) => onChange({ workspace })}
        />
        <MakerFilter chosen={search.maker} onChange={(maker) => onChange({ maker })} />
        <UseFilters search={search} onChange={onChange} />
      </ListToolbar>
    </>
  );
}

function UseFilters({ search, onChange }: Omit<Props, "page">) {
  const t = useTranslations("keys.filters");
  const { unused } = search;
  const isOther = unused !== null && !unusedDays.some((days) => days === unused);
  const days = isOther ? [...unusedDays, unused].sort((a, b) => a - b) : unusedDays;
  return (
    <>
      <ChipSelect
        label={t("unused")}
        unset=""
        value={String(unused ?? "")}
        options={[
          { value: "", label: t("anyUse") },
          ...days.map((each) => ({ value: String(each), label: t("unusedFor", { days: each }) })),
        ]}
        onChange={(value) => onChange({ unused: keySearchParams.unused.parse(value) })}
      />
      <ChipSelect
        label={t("expiry")}
        unset=""
        value={search.expiry ?? ""}
        options={[
          { value: "", label: t("anyExpiry") },
          ...expiries.map((expiry) => ({ value: expiry, label: t(expiry) })),
        ]}
        onChange={(value) => onChange({ expiry: expiries.find((expiry) => expiry === value) ?? null })}
      />
    </>
  );
}

type MakerFilterProps = { chosen: string[]; onChange: (chosen: string[]) => void };

function MakerFilter({ chosen, onChange }: MakerFilterProps) {
  const t = useTranslations("keys.filters");
  return (
    <FilterPopover label={t("maker")} count={chosen.length} className="w-72 p-1.5">
      <WhenOpen>
        <MakerList chosen={chosen} onChange={onChange} />
      </WhenOpen>
    </FilterPopover>
  );
}
