"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { CopyButton } from "@/components/ui/controls/copy-button";
import { DateText } from "@/components/ui/display/date-text";
import { NumberText } from "@/components/ui/display/number-text";
import { CardLines } from "@/components/ui/display/two-lines";
import { toVendorText, VendorText } from "@/components/ui/display/vendor-text";
import type { Column } from "@/components/ui/table/table-columns";
import type { UnreadablePart } from "@/lib/directory/unreadable/schema";

export function useUnreadableColumns(): Column<UnreadablePart>[] {
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
