"use client";

import { useTranslations } from "next-intl";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { named } from "@/components/ui/display/vendor-text";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import type { ActivityRow } from "@/lib/governance/activity/schema";
import { canRevert } from "./can-revert";
import { ChangeLine } from "./change-line";
import { toTargetName } from "./to-target-name";
import { useSendRevert } from "./use-send-revert";

export function RevertDialog({ row, onClose }: { row: ActivityRow; onClose: () => void }) {
  const t = useTranslations("activity.revert");
  const reverting = useSendRevert(onClose);
  return (
    <ConfirmDialog
      title={t("title")}
      confirm={{
        label: t("confirm"),
        isHarmless: true,
        disabledReason: canRevert(row) || reverting.isPending ? undefined : t("late"),
      }}
      isPending={reverting.isPending}
      onConfirm={() => reverting.mutate(row)}
      onClose={onClose}
    >
      <p>{t.rich("text", named(toTargetName(row), "font-medium text-ink"))}</p>
      <ul className="grid gap-1 rounded-md border p-3 text-sm">
        {row.changes.map(({ field, before, after }) => (
          <li key={field}>
            <ChangeLine row={row} change={{ field, before: after, after: before }} />
          </li>
        ))}
      </ul>
      {reverting.error && <FailureNote failure={toFailure(reverting.error)} />}
    </ConfirmDialog>
  );
}
