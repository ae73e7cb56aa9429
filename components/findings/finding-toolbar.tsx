"use client";

import type { Route } from "next";
import { useTranslations } from "next-intl";
import { DayRange } from "@/components/directory/day-range";
import { useKeyWorkspaceName } from "@/components/directory/use-key-workspace-name";
import { ChipSelect } from "@/components/ui/controls/chip-select";
import { Link } from "@/components/ui/controls/link";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { FilterMenu } from "@/components/ui/overlay/filter-menu";
import { ListToolbar } from "@/components/ui/table/list-toolbar";
import { findingSubjects, findingViews, isFindingRule } from "@/lib/core/marks/vocabulary";
import type { FindingsPage } from "@/lib/governance/findings/schema";
import type { FindingSearch } from "@/lib/governance/findings/search-params";
import { toBulkHref } from "./to-places";

type Props = {
  search: FindingSearch;
  page: Pick<FindingsPage, "states" | "rules" | "workspaces"> | undefined;
  onChange: (change: Partial<FindingSearch>) => void;
};

const assignees = { "": "anyone", me: "toMe", none: "toNobody" } as const;

export function FindingToolbar({ search, page, onChange }: Props) {
  const t = useTranslations("findings");
  const toWorkspaceName = useKeyWorkspaceName();
  const rules = (page?.rules ?? []).flatMap(({ value, count }) =>
    isFindingRule(value) ? [{ value, label: t(`rules.${value}.title`), count }] : [],
  );
  return (
    <ListToolbar label={t("search")} q={search.q} onChange={onChange}>
      <SegmentedControl
        label={t("stateLabel")}
        options={findingViews.map((state) => ({ value: state, label: t(`states.${state}`) }))}
        value={search.state}
        onChange={(state) => onChange({ state })}
      />
      <FilterMenu
        label={t("rule")}
        options={rules.toSorted((one, other) => other.count - one.count)}
        chosen={search.rule}
        onChange={(chosen) => onChange({ rule: chosen.filter(isFindingRule) })}
      />
      <FilterMenu
        label={t("subjectKind")}
        options={findingSubjects.map((subject) => ({ value: subject, label: t(`subjects.${subject}`) }))}
        chosen={search.subject}
        onChange={(chosen) =>
          onChange({ subject: findingSubjects.filter((subject) => chosen.includes(subject)) })
        }
      />
      <FilterMenu
        label={t("workspace")}
        options={(page?.workspaces ?? []).map((workspace) => ({
          value: workspace.value,
          label: toWorkspaceName(workspace),
          count: workspace.count,
        }))}
        chosen={search.workspace}
        onChange={(workspace) => onChange({ workspace })}
      />
      <DayRange from={search.from} to={search.to} onChange={onChange} />
      <Assignee search={search} onChange={onChange} />
      <BulkLink search={search} />
    </ListToolbar>
  );
}

function Assignee({ search, onChange }: Pick<Props, "search" | "onChange">) {
  const t = useTranslations("findings");
  return (
    <ChipSelect
      label={t("assigned")}
      unset=""
      value={search.assigned ?? ""}
      options={Object.entries(assignees).map(([value, name]) => ({ value, label: t(name) }))}
      onChange={(value) => onChange({ assigned: value === "me" || value === "none" ? value : null })}
    />
  );
}

/** With one rule chosen, its list is where many are fixed at once. */
function BulkLink({ search: { rule, state } }: Pick<Props, "search">) {
  const t = useTranslations("findings");
  const [only, ...others] = rule;
  const href = only && others.length === 0 && state === "open" ? toBulkHref(only) : null;
  if (href === null) return null;
  return (
    // Sound: all of these addresses are ours; typed routes don't know query strings.
    <Link
      href={href as Route}
      className="self-center whitespace-nowrap font-medium text-accent hover:underline"
    >
      {t("bulk")}
    </Link>
  );
}
