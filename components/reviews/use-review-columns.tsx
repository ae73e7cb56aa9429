"use client";

import type { Route } from "next";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Link } from "@/components/ui/controls/link";
import { DateText } from "@/components/ui/display/date-text";
import { PersonName } from "@/components/ui/display/person-name";
import { TwoLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { Column } from "@/components/ui/table/table-columns";
import type { ReviewHead } from "@/lib/governance/reviews/schema";
import { DueText } from "./due-text";
import { OpenEnds, ProgressCell } from "./progress-cell";

/** `isSeries`: whether any review repeats, or should. */
export function useReviewColumns(isSeries: boolean): Column<ReviewHead>[] {
  const t = useTranslations("reviews");
  return useMemo(
    (): Column<ReviewHead>[] => [
      { id: "name", header: t("name"), cell: (review) => <Name {...review} /> },
      { id: "due", header: t("due"), width: 216, cell: (review) => <DueText {...review} /> },
      {
        id: "progress",
        header: t("progress"),
        width: 172,
        card: "value",
        cell: ({ progress }) => <ProgressCell progress={progress} />,
      },
      {
        id: "open",
        header: t("openEnds"),
        width: 190,
        cell: ({ progress }) => <OpenEnds progress={progress} />,
      },
      {
        id: "workspaces",
        header: t("workspaces"),
        width: 100,
        isWideOnly: true,
        isNumeric: true,
        cell: ({ kind, workspaceCount }) => (kind === "grants" ? "–" : workspaceCount),
      },
      ...(isSeries ? [toNext(t)] : []),
    ],
    [t, isSeries],
  );
}

function toNext(t: ReturnType<typeof useTranslations<"reviews">>): Column<ReviewHead> {
  return {
    id: "next",
    header: t("next"),
    width: 124,
    cell: ({ isStopped, nextAt }) =>
      isStopped ? t("stopped") : nextAt && <DateText at={nextAt} show="day" />,
  };
}

function Name({ id, kind, name, startedBy, startedByName, startedAt }: ReviewHead) {
  const t = useTranslations("reviews");
  return (
    <TwoLines
      detail={t.rich("startedBy", {
        kind: t(`kinds.${kind}`),
        person: () => <PersonName email={startedBy} name={startedByName} />,
        when: () => <DateText at={startedAt} show="day" />,
      })}
    >
      <Link
        // Sound: the type of a route with a parameter is generic.
        href={`/reviews/${id}` as Route}
        className="min-w-0 truncate rounded-sm font-medium hover:underline"
      >
        <VendorText>{name}</VendorText>
      </Link>
    </TwoLines>
  );
}
