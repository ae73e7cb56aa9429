"use client";

import { useTranslations } from "next-intl";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { useStartRun } from "@/components/shell/use-start-run";
import { named } from "@/components/ui/display/vendor-text";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { undoEntry } from "@/lib/across/undo/actions";
import type { ActivityRow } from "@/lib/governance/activity/schema";
import { ChangeLine } from "./change-line";
import { listTold } from "./list-told";
import { toTargetName } from "./to-target-name";

type Props = { row: ActivityRow; isPossible: boolean; onClose: () => void };

export function RevertDialog({ row, isPossible, onClose }: Props) {
  const t = useTranslations("activity.revert");
  const reverting = useStartRun({
    write: (send) => send(undoEntry, { entryId: row.entryId ?? "" }),
    onStarted: onClose,
    touched: [["audit"]],
    isRepeatable: true,
  });
  return (
    <ConfirmDialog
      title={t("title")}
      confirm={{
        label: t("confirm"),
        isHarmless: true,
        disabledReason: isPossible || reverting.isPending ? undefined : t("late"),
      }}
      isPending={reverting.isPending}
      onConfirm={() => reverting.mutate()}
      onClose={onClose}
    >
      <p>{t.rich("text", named(toTargetName(row), "font-medium text-ink"))}</p>
      <ul className="grid gap-1 rounded-md border p-3 text-sm empty:hidden">
        {listTold(row.changes).map(({ field, before, after }) => (
          <li key={field}>
            <ChangeLine row={row} change={{ field, before: after, after: before }} />
          </li>
        ))}
      </ul>
      {reverting.error && <FailureNote failure={toFailure(reverting.error)} />}
    </ConfirmDialog>
  );
}
