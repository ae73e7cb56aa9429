"use client";

import { History, Info } from "lucide-react";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { DayRange } from "@/components/directory/day-range";
import { EmptyList } from "@/components/shell/empty-list";
import { EmptyState } from "@/components/shell/empty-state";
import { ListPage } from "@/components/shell/list-page";
import { PageHeader } from "@/components/shell/page-header";
import { useUnpagedList } from "@/components/shell/use-unpaged-list";
import { Button } from "@/components/ui/controls/button";
import { Link } from "@/components/ui/controls/link";
import { DateText } from "@/components/ui/display/date-text";
import { onDemand } from "@/components/ui/on-demand";
import { FilterMenu } from "@/components/ui/overlay/filter-menu";
import { countFilters } from "@/components/ui/table/count-filters";
import { ListToolbar } from "@/components/ui/table/list-toolbar";
import { complianceQuery } from "@/lib/governance/compliance/queries";
import type { CompliancePage, ComplianceRow } from "@/lib/governance/compliance/schema";
import {
  type ComplianceSearch,
  complianceSearchParams,
  toComplianceQueryString,
} from "@/lib/governance/compliance/search-params";
import { toTypeName } from "./to-type-name";
import { useComplianceColumns } from "./use-compliance-columns";

const ComplianceDialog = onDemand(() => import("./compliance-dialog").then((file) => file.ComplianceDialog));

export function CompliancePanel() {
  const t = useTranslations("activity.feed");
  const [search, setSearch] = useQueryStates(complianceSearchParams);
  const [shown, setShown] = useState<ComplianceRow>();
  const columns = useComplianceColumns(setShown);
  const list = useUnpagedList(complianceQuery(search), toComplianceQueryString(search));
  const { newest } = list;
  const change = (part: Partial<ComplianceSearch>) => setSearch({ ...part, after: null });
  const clear = () => setSearch(everything);
  const isFiltered = toComplianceQueryString({ ...search, after: null }) !== "";
  const isBare = newest?.rows.length === 0 && !isFiltered && search.after === null;
  const header = (
    <>
      <PageHeader title={t("title")} description={t("text")} />
      {newest?.isOn === false && <FeedOffNote />}
    </>
  );
  if (isBare && newest.isOn === false) return header;
  const empty = newest && <Empty isBare={isBare} isLoading={newest.isOn === null} onClear={clear} />;
  return (
    <ListPage
      list={{
        ...list,
        filterCount: countFilters(toComplianceQueryString({ ...search, q: null, after: null })),
        onClear: isFiltered ? clear : undefined,
      }}
      table={{ label: t("title"), columns, empty }}
      header={header}
      toolbar={<ComplianceToolbar search={search} choices={newest} onChange={change} />}
      footer={newest && <Pages search={search} page={newest} onAfter={(after) => setSearch({ after })} />}
    >
      {shown && <ComplianceDialog row={shown} onClose={() => setShown(undefined)} />}
    </ListPage>
  );
}

const everything = { q: null, type: null, actor: null, from: null, to: null, zone: null, after: null };

type EmptyProps = { isBare: boolean; isLoading: boolean; onClear: () => void };

function Empty({ isBare, isLoading, onClear }: EmptyProps) {
  const t = useTranslations("activity.feed");
  if (isBare)
    return (
      <EmptyState
        icon={<History />}
        title={t(isLoading ? "unreadTitle" : "emptyTitle")}
        text={t(isLoading ? "unreadText" : "emptyText")}
      />
    );
  return <EmptyList noun="activity" onClear={onClear} />;
}

type PagesProps = {
  search: ComplianceSearch;
  page: CompliancePage;
  onAfter: (after: string | null) => void;
};

/** The feed has no known last page: it goes back as far as it has been read. */
function Pages({ search, page, onAfter }: PagesProps) {
  const t = useTranslations("activity.feed");
  return (
    <div className="flex flex-wrap items-center gap-2">
      {search.after !== null && <Button onClick={() => onAfter(null)}>{t("newest")}</Button>}
      {page.older !== null && <Button onClick={() => onAfter(page.older)}>{t("older")}</Button>}
      <p className="text-ink-muted text-sm">
        {page.oldestAt !== null &&
          t.rich(page.isLoading ? "loadedSince" : "since", {
            day: () => <DateText at={page.oldestAt} show="day" />,
          })}
      </p>
    </div>
  );
}

type Props = {
  search: ComplianceSearch;
  choices: Pick<CompliancePage, "types" | "actors" | "isCut"> | undefined;
  onChange: (change: Partial<ComplianceSearch>) => void;
};

function ComplianceToolbar({ search, choices, onChange }: Props) {
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

/** Shown only on this page, because many organizations do well without the feed. */
function FeedOffNote() {
  const t = useTranslations("activity.feed");
  return (
    <div role="note" className="flex gap-3 card px-4 py-3">
      <Info aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-muted" />
      <div className="grid min-w-0 max-w-prose gap-2">
        <p className="font-medium">{t("offTitle")}</p>
        <p className="text-ink-muted">{t("offText")}</p>
        <ol className="grid list-decimal gap-1 pl-5 text-ink-muted">
          <li>{t("offEnable")}</li>
          <li>{t("offKey")}</li>
          <li>{t("offWait")}</li>
        </ol>
        <p>
          <Link href="/settings?tab=key" className="underline underline-offset-2">
            {t("offMore")}
          </Link>
        </p>
      </div>
    </div>
  );
}
