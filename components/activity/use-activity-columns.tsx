"use client";

import { PanelRightOpen, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { IconButton } from "@/components/ui/controls/icon-button";
import { Link } from "@/components/ui/controls/link";
import { DateText } from "@/components/ui/display/date-text";
import { TwoLines } from "@/components/ui/display/two-lines";
import type { Column } from "@/components/ui/table/table-columns";
import type { ActivityRow } from "@/lib/governance/activity/schema";
import { ChangeLine } from "./change-line";
import { listAdded } from "./list-told";
import { OutcomeBadge } from "./outcome-badge";
import { Sentence } from "./sentence";
import { toTargetName } from "./to-target-name";

type Operations = {
  onShow: (row: ActivityRow) => void;
  canRevert: (row: ActivityRow) => boolean;
  onRevert: (row: ActivityRow) => void;
};

export function useActivityColumns({ onShow, canRevert, onRevert }: Operations): Column<ActivityRow>[] {
  const t = useTranslations("activity");
  return useMemo(
    () => [
      { id: "change", header: t("change"), card: "wide", cell: (row) => <ChangeCell row={row} /> },
      {
        id: "outcome",
        header: t("outcome"),
        width: 144,
        card: "note",
        // Success goes without saying.
        cell: (row) => row.outcome !== null && row.outcome !== "succeeded" && <OutcomeBadge row={row} />,
      },
      { id: "time", header: t("time"), width: 140, card: "value", cell: ({ at }) => <DateText at={at} /> },
      {
        id: "actions",
        header: t("actions"),
        isHeaderHidden: true,
        width: 100,
        cell: (row) => (
          <span className="flex items-center justify-end gap-1">
            {canRevert(row) && <RevertButton row={row} onRevert={onRevert} />}
            <IconButton label={t("details")} icon={<PanelRightOpen />} onClick={() => onShow(row)} />
          </span>
        ),
      },
    ],
    [t, onShow, canRevert, onRevert],
  );
}

function RevertButton({ row, onRevert }: { row: ActivityRow; onRevert: Operations["onRevert"] }) {
  const t = useTranslations("activity.revert");
  return (
    <IconButton label={t("of", { name: toTargetName(row) })} icon={<Undo2 />} onClick={() => onRevert(row)} />
  );
}

function ChangeCell({ row }: { row: ActivityRow }) {
  return (
    <TwoLines detail={<Details row={row} />} isWrapped>
      <span className="truncate max-md:line-clamp-3 max-md:whitespace-normal" title={row.action}>
        <Sentence row={row} />
      </span>
    </TwoLines>
  );
}

/** One field only; the dialog shows all. */
function Details({ row }: { row: ActivityRow }) {
  const t = useTranslations("activity");
  const [first, ...others] = listAdded(row);
  if (!first && row.runId === null) return null;
  return (
    <>
      {first && <ChangeLine row={row} change={first} />}
      {others.length > 0 && <span className="text-ink-muted"> {t("more", { count: others.length })}</span>}
      {first && row.runId !== null && " · "}
      {row.runId !== null && (
        <Link href={`/bulk/${row.runId}`} className="rounded-sm text-ink-muted hover:underline">
          {t("ofRun")}
        </Link>
      )}
    </>
  );
}
