"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatRatio } from "@/components/reports/shared/format-ratio";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { CardLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Table } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import { usePagedRows } from "@/components/ui/table/use-paged-rows";
import type { ClaudeCodeActors, ClaudeCodeSums } from "@/lib/money/reports/claude-code/schema";
import {
  type ActorsQuery,
  type ClaudeCodeSearch,
  claudeCodeSearchParams,
} from "@/lib/money/reports/claude-code/search-params";
import { claudeCodeActorsQuery } from "@/lib/money/reports/queries";
import { otherKey } from "@/lib/money/reports/vocabulary";
import { useKindName } from "./use-kind-name";
import { useWorkColumns } from "./use-work-columns";

type Row = ClaudeCodeActors["rows"][number];
type Props = {
  query: ActorsQuery;
  onChange: (change: Partial<ClaudeCodeSearch>) => void;
  onPage: (page: number) => void;
  /** With the kind that the chart stacks the row's person or key in. */
  onHover: (kind: string | undefined) => void;
};

export function ActorWorkTable({ query, onChange, onPage, onHover }: Props) {
  const t = useTranslations("claudeCode");
  const toName = useKindName();
  const { rows, newest, isBusy, error, refetch } = usePagedRows({
    page: query.page,
    toQuery: (page) => claudeCodeActorsQuery({ ...query, page }),
    keyOf: ({ actor }: Row) => actor,
    onPage,
    listKey: JSON.stringify({ ...query, page: null }),
  });
  const columns = useActorColumns(query.kind, newest?.most ?? undefined);
  if (error) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  return (
    <Table
      label={toName(query.kind)}
      columns={columns}
      rows={{ ...rows, onHover: (row) => onHover(row && query.kind) }}
      isBusy={isBusy}
      sort={{
        by: query.sort,
        direction: query.direction,
        onSort: (by, direction) => onChange({ sort: toSort(by), direction }),
      }}
      empty={<p className="py-10 text-center text-ink-muted">{t("noneOfKind")}</p>}
    />
  );
}

function toSort(by: string): ClaudeCodeSearch["sort"] {
  return claudeCodeSearchParams.sort.parse(by) ?? claudeCodeSearchParams.sort.defaultValue;
}

function useActorColumns(kind: string, most: ClaudeCodeSums | undefined): Column<Row>[] {
  const t = useTranslations("claudeCode");
  const tMembers = useTranslations("members");
  const locale = useLocale();
  const header = kind === "user_actor" ? t("person") : kind === "api_actor" ? t("key") : t("actor");
  const work = useWorkColumns<Row>({ isSortable: true, most });
  return [
    {
      id: "actor",
      header,
      minWidth: 170,
      isSortable: true,
      cell: ({ actor, name, sums }) => (
        <CardLines detail={tMembers("sessions", { count: sums.sessions })}>
          <span title={actor === otherKey ? t("masked") : actor} className="truncate">
            <VendorText>{actor === otherKey ? t("everybody") : (name ?? actor)}</VendorText>
          </span>
        </CardLines>
      ),
    },
    ...work.slice(0, -2),
    {
      id: "acceptance",
      header: t("acceptance"),
      width: 146,
      isNumeric: true,
      isSortable: true,
      cell: ({ acceptance }) => formatRatio(acceptance, locale),
    },
    ...work.slice(-2),
  ];
}
