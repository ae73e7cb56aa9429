"use client";

import { useTranslations } from "next-intl";
import { DayRange } from "@/components/directory/day-range";
import { FilterMenu } from "@/components/ui/overlay/filter-menu";
import { ListToolbar } from "@/components/ui/table/list-toolbar";
import type { CompliancePage } from "@/lib/compliance/schema";
import type { ComplianceSearch } from "@/lib/compliance/search-params";
import { toTypeName } from "./to-type-name";

type Props = {
  search: ComplianceSearch;
  choices: Pick<CompliancePage, "types" | "actors"> | undefined;
  onChange: (change: Partial<ComplianceSearch>) => void;
};

export function ComplianceToolbar({ search, choices, onChange }: Props) {
  const t = useTranslations("activity.feed");
  return (
    <ListToolbar label={t("search")} q={search.q} onChange={onChange}>
      <FilterMenu
        label={t("type")}
        options={(choices?.types ?? []).map((value) => ({ value, label: toTypeName(value) }))}
        chosen={search.type}
        onChange={(type) => onChange({ type })}
      />
      <FilterMenu
        label={t("actor")}
        options={(choices?.actors ?? []).map((value) => ({ value, label: value }))}
        chosen={search.actor}
        onChange={(actor) => onChange({ actor })}
      />
      <DayRange from={search.from} to={search.to} onChange={onChange} />
    </ListToolbar>
  );
}
