"use client";

import { useTranslations } from "next-intl";
import { DayRange } from "@/components/directory/day-range";
import { FilterMenu } from "@/components/ui/overlay/filter-menu";
import { ListToolbar } from "@/components/ui/table/list-toolbar";
import type { CompliancePage } from "@/lib/governance/compliance/schema";
import type { ComplianceSearch } from "@/lib/governance/compliance/search-params";
import { toTypeName } from "./to-type-name";

type Props = {
  search: ComplianceSearch;
  choices: Pick<CompliancePage, "types" | "actors" | "isCut"> | undefined;
  onChange: (change: Partial<ComplianceSearch>) => void;
};

export function ComplianceToolbar({ search, choices, onChange }: Props) {
  const t = useTranslations("activity.feed");
  return (
    <ListToolbar label={t("search")} q={search.q} onChange={onChange}>
      <FilterMenu
        label={t("type")}
        options={list(choices?.types, search.type).map((value) => ({ value, label: toTypeName(value) }))}
        chosen={search.type}
        note={choices?.isCut.types ? t("notAll", { count: choices.types.length }) : undefined}
        onChange={(type) => onChange({ type })}
      />
      <FilterMenu
        label={t("actor")}
        options={list(choices?.actors, search.actor).map((value) => ({ value, label: value }))}
        chosen={search.actor}
        note={choices?.isCut.actors ? t("notAll", { count: choices.actors.length }) : undefined}
        onChange={(actor) => onChange({ actor })}
      />
      <DayRange from={search.from} to={search.to} onChange={onChange} />
    </ListToolbar>
  );
}

/** With those of the address that aren't listed, so that they can be taken out again. */
function list(listed: readonly string[] = [], chosen: readonly string[]): string[] {
  return [...chosen.filter((value) => !listed.includes(value)), ...listed];
}
