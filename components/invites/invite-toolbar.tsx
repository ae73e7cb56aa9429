"use client";

import { useTranslations } from "next-intl";
import { FilterMenu } from "@/components/ui/overlay/filter-menu";
import { ListToolbar } from "@/components/ui/table/list-toolbar";
import { StatusCounts } from "@/components/ui/table/status-counts";
import type { InvitesPage } from "@/lib/directory/invites/schema";
import type { InviteSearch } from "@/lib/directory/invites/search-params";
import { useStateName } from "./use-state-name";

type Props = {
  search: InviteSearch;
  states: InvitesPage["states"];
  onChange: (change: Partial<InviteSearch>) => void;
};

export function InviteToolbar({ search, states, onChange }: Props) {
  const t = useTranslations("invites");
  const toName = useStateName();
  const options = states.map(({ state, count }) => ({ value: state, label: toName(state), count }));
  const status = {
    label: t("status"),
    options,
    chosen: search.status,
    onChange: (chosen: string[]) => onChange({ status: chosen }),
  };
  return (
    <>
      <StatusCounts {...status} />
      <ListToolbar label={t("search")} q={search.q} onChange={onChange}>
        <FilterMenu {...status} />
      </ListToolbar>
    </>
  );
}
