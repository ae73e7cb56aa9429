"use client";

import { useTranslations } from "next-intl";
import { FilterMenu } from "@/components/ui/overlay/filter-menu";
import { ListToolbar } from "@/components/ui/table/list-toolbar";
import type { InvitesPage } from "@/lib/invites/schema";
import type { InviteSearch } from "@/lib/invites/search-params";
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
  return (
    <ListToolbar label={t("search")} q={search.q} onChange={onChange}>
      <FilterMenu
        label={t("status")}
        options={options}
        chosen={search.status}
        onChange={(status) => onChange({ status })}
      />
    </ListToolbar>
  );
}
