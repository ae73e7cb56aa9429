"use client";

import { useTranslations } from "next-intl";
import { DayRange } from "@/components/directory/day-range";
import { useActivityNames } from "@/components/directory/use-activity-names";
import { ChipSelect } from "@/components/ui/controls/chip-select";
import { FilterMenu } from "@/components/ui/overlay/filter-menu";
import { ListToolbar } from "@/components/ui/table/list-toolbar";
import type { ActivityPage } from "@/lib/governance/activity/schema";
import type { ActivitySearch } from "@/lib/governance/activity/search-params";

type Props = {
  search: ActivitySearch;
  facets: Pick<ActivityPage, "people" | "nouns" | "verbs" | "outcomes" | "workspaces"> | undefined;
  onChange: (change: Partial<ActivitySearch>) => void;
};

export function ActivityToolbar({ search, facets, onChange }: Props) {
  const t = useTranslations("activity");
  const names = useActivityNames();
  const { people = [], nouns = [], verbs = [], outcomes = [], workspaces = [] } = facets ?? {};
  return (
    <ListToolbar label={t("search")} q={search.q} onChange={onChange}>
      <FilterMenu
        label={t("person")}
        options={people.map((one) => ({ ...one, label: toPersonLabel(one, people) }))}
        chosen={search.person}
        onChange={(person) => onChange({ person })}
      />
      <FilterMenu
        label={t("noun")}
        options={nouns.map((one) => ({ ...one, label: names.toNoun(one.value) }))}
        chosen={search.noun}
        onChange={(noun) => onChange({ noun })}
      />
      <FilterMenu
        label={t("action")}
        options={verbs.map((one) => ({ ...one, label: names.toAction(one.value) }))}
        chosen={search.verb}
        onChange={(verb) => onChange({ verb })}
      />
      <FilterMenu
        label={t("workspace")}
        options={workspaces}
        chosen={search.workspace}
        onChange={(workspace) => onChange({ workspace })}
      />
      <FilterMenu
        label={t("outcome")}
        options={outcomes.map((one) => ({ ...one, label: names.toOutcome(one.value) }))}
        chosen={search.outcome}
        onChange={(outcome) => onChange({ outcome })}
      />
      <ChipSelect
        label={t("source")}
        unset="all"
        options={[
          { value: "all", label: t("allSources") },
          { value: "castellan", label: t("here") },
          { value: "outside", label: t("outside") },
        ]}
        value={search.source ?? "all"}
        onChange={(source) => onChange({ source: source === "all" ? null : source })}
      />
      <DayRange from={search.from} to={search.to} onChange={onChange} />
    </ListToolbar>
  );
}

type Person = ActivityPage["people"][number];

/** With the address where two have one name. */
function toPersonLabel({ label, value }: Person, all: readonly Person[]): string {
  const isShared = all.some((one) => one.value !== value && one.label === label);
  return isShared ? `${label} (${value})` : label;
}
