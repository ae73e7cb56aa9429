"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatRatio } from "@/components/reports/shared/format-ratio";
import type { SortKeys } from "@/components/reports/shared/sort-parts";
import { NumberText } from "@/components/ui/display/number-text";
import type { Column } from "@/components/ui/table/table-columns";
import type { UsageReport } from "@/lib/money/reports/schema";
import { tokenKinds } from "@/lib/money/reports/vocabulary";
import { Requests } from "./requests";

type Part = UsageReport["series"][number];

const toCountKey = (id: keyof Part["counts"]) =>
  [id, ({ counts }: Part) => ({ decimal: counts[id] })] as const;
export const usageKeys: SortKeys<Part> = {
  value: ({ tokens }) => ({ decimal: tokens }),
  share: ({ tokens }) => ({ decimal: tokens }),
  requests: ({ requests }) => ({ decimal: requests }),
  perRequest: ({ tokensPerRequest }) => ({
    decimal: tokensPerRequest === null ? null : String(tokensPerRequest),
  }),
  cacheHits: ({ cacheHitShare }) => ({ decimal: cacheHitShare === null ? null : String(cacheHitShare) }),
  ...Object.fromEntries([...tokenKinds, "web_search" as const].map(toCountKey)),
};

/** Adds a column per token type unless the parts are token types. */
export function useUsageColumns(report: UsageReport): Column<Part>[] {
  const kinds = useKindColumns(report);
  const requests = useRequestColumns(report);
  const t = useTranslations("usage");
  const total: Column<Part> = {
    id: "value",
    header: t("tokens"),
    width: 131,
    isNumeric: true,
    isSortable: true,
    footer: <NumberText value={report.tokens} />,
    cell: ({ tokens }) => <NumberText value={tokens} />,
  };
  if (report.group === "kind") return [total];
  return [total, ...(report.source === "analytics" ? requests : []), ...kinds];
}

function useRequestColumns({ requests, tokensPerRequest }: UsageReport): Column<Part>[] {
  const t = useTranslations("usage");
  return [
    {
      id: "requests",
      header: t("requests"),
      width: 130,
      isNumeric: true,
      isSortable: true,
      footer: <Requests count={requests} />,
      cell: (part) => <Requests count={part.requests} />,
    },
    {
      id: "perRequest",
      header: t("perRequest"),
      width: 150,
      isNumeric: true,
      isSortable: true,
      footer: <Requests count={tokensPerRequest} />,
      cell: (part) => <Requests count={part.tokensPerRequest} />,
    },
  ];
}

function useKindColumns({ counts, cacheHitShare }: UsageReport): Column<Part>[] {
  const t = useTranslations("usage");
  const locale = useLocale();
  const toCountColumn = (id: keyof Part["counts"], header: string): Column<Part> => ({
    id,
    header,
    width: 182,
    isNumeric: true,
    isSortable: true,
    footer: <NumberText value={counts[id]} />,
    cell: (part) => <NumberText value={part.counts[id]} />,
  });
  return [
    {
      id: "cacheHits",
      header: t("cacheHits"),
      width: 122, // All five fit beside the chart at 1440 pixels.
      isNumeric: true,
      isSortable: true,
      footer: formatRatio(cacheHitShare, locale),
      cell: (part) => formatRatio(part.cacheHitShare, locale),
    },
    ...tokenKinds.map((kind) => toCountColumn(kind, t(`kinds.${kind}`))),
    toCountColumn("web_search", t("webSearches")),
  ];
}
