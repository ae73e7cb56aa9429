"use client";

import { PanelRightOpen, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { PersonLink } from "@/components/directory/person-link";
import { useActivityNames } from "@/components/directory/use-activity-names";
import { IconButton } from "@/components/ui/controls/icon-button";
import { DateText } from "@/components/ui/display/date-text";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { Column } from "@/components/ui/table/table-columns";
import type { ActivityRow, FieldChange } from "@/lib/activity/schema";
import { ChangeLine } from "./change-line";
import { OutcomeBadge } from "./outcome-badge";
import { toTargetName } from "./to-target-name";
import { canRevert } from "./use-send-revert";

type Operations = { onShow: (row: ActivityRow) => void; onRevert: (row: ActivityRow) => void };

export function useActivityColumns({ onShow, onRevert }: Operations): Column<ActivityRow>[] {
  const t = useTranslations("activity");
  return useMemo(
    () => [
      { id: "action", header: t("action"), width: 140, cell: ({ action }) => <Action action={action} /> },
      {
        id: "target",
        header: t("target"),
        cell: (row) => <Target row={row} />,
      },
      { id: "change", header: t("change"), width: 152, cell: ({ changes }) => <Changes changes={changes} /> },
      {
        id: "outcome",
        header: t("outcome"),
        width: 98,
        cell: (row) => <OutcomeBadge row={row} />,
      },
      { id: "person", header: t("person"), width: 165, cell: (row) => <Person row={row} /> },
      { id: "time", header: t("time"), width: 125, cell: ({ at }) => <DateText at={at} /> },
      {
        id: "actions",
        header: t("actions"),
        isHeaderHidden: true,
        width: 84,
        cell: (row) => (
          <span className="flex items-center justify-end gap-1">
            {canRevert(row) && <RevertButton row={row} onRevert={onRevert} />}
            <IconButton label={t("details")} icon={<PanelRightOpen />} onClick={() => onShow(row)} />
          </span>
        ),
      },
    ],
    [t, onShow, onRevert],
  );
}

function RevertButton({ row, onRevert }: { row: ActivityRow; onRevert: Operations["onRevert"] }) {
  const t = useTranslations("activity.revert");
  return (
    <IconButton label={t("of", { name: toTargetName(row) })} icon={<Undo2 />} onClick={() => onRevert(row)} />
  );
}

function Action({ action }: { action: string }) {
  const { toAction } = useActivityNames();
  return (
    <span title={action} className="font-medium">
      {toAction(action)}
    </span>
  );
}

function Person({ row: { actorEmail, author } }: { row: ActivityRow }) {
  const t = useTranslations("activity");
  const { toActor } = useActivityNames();
  if (actorEmail === null)
    return (
      <span className="text-ink-muted">{author?.type ? toActor(author.type) : t("outsideCastellan")}</span>
    );
  if (!actorEmail.includes("@")) return <VendorText>{actorEmail}</VendorText>;
  return <PersonLink id={actorEmail}>{actorEmail}</PersonLink>;
}

function Target({ row: { noun, targetLabel, targetId } }: { row: ActivityRow }) {
  const text = targetLabel ?? targetId ?? "–";
  if (noun !== "member" || targetId === null) return <VendorText>{text}</VendorText>;
  return <PersonLink id={targetId}>{text}</PersonLink>;
}

/** The first field only; the dialog shows all. */
function Changes({ changes: [first, ...others] }: { changes: FieldChange[] }) {
  const t = useTranslations("activity");
  if (!first) return <span className="text-ink-faint">–</span>;
  return (
    <>
      <ChangeLine change={first} />
      {others.length > 0 && <span className="text-ink-muted"> {t("more", { count: others.length })}</span>}
    </>
  );
}
