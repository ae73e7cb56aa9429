"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { Section } from "@/components/shell/section";
import { CopyButton } from "@/components/ui/controls/copy-button";
import { DateText } from "@/components/ui/display/date-text";
import { NumberText } from "@/components/ui/display/number-text";
import { CardLines } from "@/components/ui/display/two-lines";
import { toVendorText, VendorText } from "@/components/ui/display/vendor-text";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import { unreadableQuery } from "@/lib/directory/unreadable/queries";
import type { UnreadablePart } from "@/lib/directory/unreadable/schema";

export function UnreadableSection() {
  const t = useTranslations("unreadable");
  const columns = useUnreadableColumns();
  const { data, error, refetch } = useQuery(unreadableQuery());
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  const text = data.total === 0 ? t("none") : `${t("count", { count: data.total })} ${t("text")}`;
  return (
    <Section title={t("title")} text={text}>
      {data.total > 0 && (
        <Table
          label={t("title")}
          columns={columns}
          rows={toRows(data.parts, ({ noun, part }) => `${noun} ${part}`)}
          empty={null}
        />
      )}
      {data.otherParts > 0 && (
        <p className="text-ink-muted text-sm">{t("others", { count: data.otherParts })}</p>
      )}
    </Section>
  );
}

function useUnreadableColumns(): Column<UnreadablePart>[] {
  const t = useTranslations("unreadable");
  return useMemo(
    () => [
      {
        id: "part",
        header: t("part"),
        width: 190,
        cell: (row) => (
          <CardLines detail={<Reason {...row} />}>
            <span className="truncate font-medium">{t(`nouns.${row.noun}`)}</span>
          </CardLines>
        ),
      },
      {
        id: "of",
        header: t("of"),
        width: 145,
        cell: ({ part, workspaceName }) => <VendorText>{workspaceName ?? part}</VendorText>,
      },
      {
        id: "count",
        header: t("rows"),
        width: 75,
        isNumeric: true,
        card: "value",
        cell: ({ count }) => <NumberText value={count} />,
      },
      { id: "reason", header: t("reason"), cell: (row) => <Reason {...row} /> },
      {
        id: "seen",
        header: t("seen"),
        width: 205,
        card: "note",
        cell: ({ seenAt }) => <DateText at={seenAt} show="minute" />,
      },
      {
        id: "sample",
        header: t("sample"),
        width: 85,
        cell: ({ sample }) => <CopyButton value={sample} label={t("sample")} />,
      },
    ],
    [t],
  );
}

function Reason({ field, problem }: UnreadablePart) {
  const t = useTranslations("unreadable");
  if (field === "") return t("problems.row");
  return t.rich(`problems.${problem}`, { field: toVendorText(field, "font-mono text-xs") });
}
