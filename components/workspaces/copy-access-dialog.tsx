"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { CopyDialog, CopyForm } from "@/components/directory/copy-dialog";
import { countCopied, toCopy } from "@/components/directory/to-copy";
import { touchedByAccess } from "@/components/directory/use-invalidate-workspaces";
import { useRoleName } from "@/components/directory/use-role-name";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { useStartRun } from "@/components/shell/use-start-run";
import { Skeleton } from "@/components/ui/display/skeleton";
import { memberChoicesOf } from "@/lib/directory/members/queries";
import { copyAccess } from "@/lib/directory/workspaces/actions";
import type { CopyAccessInput } from "@/lib/directory/workspaces/change-schema";
import { copyQuery } from "@/lib/directory/workspaces/queries";
import type { CopyPreview } from "@/lib/directory/workspaces/schema";
import { CopyDifference } from "./copy-difference";

type Props = {
  userId: string;
  /** What is copied, and to whom. */
  text: string;
  /** Whose access was asked for. */
  fromId?: string | null;
  onClose: () => void;
};

/** Waits until it is known who was asked for, and that the person may see them. */
export function CopyAccessDialog({ userId, text, fromId = null, onClose }: Props) {
  const t = useTranslations("workspaces.access");
  const { data, isLoading } = useQuery({
    ...memberChoicesOf(fromId === null ? [] : [fromId]),
    enabled: fromId !== null && fromId !== userId,
  });
  if (isLoading) return null;
  return (
    <CopyDialog title={t("copyTitle")} text={text} exceptId={userId} first={data?.[0]} onClose={onClose}>
      {(from, isFirst) => <Difference from={from} userId={userId} isFirst={isFirst} onClose={onClose} />}
    </CopyDialog>
  );
}

type DifferenceProps = { from: string; userId: string; isFirst: boolean; onClose: () => void };

function Difference({ from, ...rest }: DifferenceProps) {
  const { data, error } = useQuery({ ...copyQuery(from, rest.userId), staleTime: 0 });
  if (error && !data) return <FailureNote failure={toFailure(error)} />;
  if (!data) return <Skeleton className="h-24 w-full" />;
  return <Chosen preview={data} {...rest} />;
}

type ChosenProps = Omit<DifferenceProps, "from"> & { preview: CopyPreview };

/** Each change can be left out. */
function Chosen({ preview, userId, isFirst, onClose }: ChosenProps) {
  const t = useTranslations("workspaces.access");
  const starting = useStarting(onClose);
  const [isIdentical, setIdentical] = useState(false);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [isRoleLeft, setRoleLeft] = useState(false);
  const rows = preview.rows.filter(({ step }) => isIdentical || step !== "remove");
  const kept = preview.rows.length - rows.length;
  const organizationRole = isIdentical ? preview.organizationRole : null;
  const copy = toCopy({ userId, rows, left, organizationRole: isRoleLeft ? null : organizationRole });
  const hasMore = kept > 0 || isIdentical || preview.organizationRole !== null;
  return (
    <CopyForm
      how={hasMore ? { isIdentical, onChange: setIdentical } : null}
      count={countCopied(copy)}
      hasFocus={isFirst}
      starting={starting}
      onSubmit={() => starting.mutate(copy)}
      onClose={onClose}
    >
      {organizationRole && (
        <RoleRow change={organizationRole} isChosen={!isRoleLeft} onToggle={() => setRoleLeft(!isRoleLeft)} />
      )}
      {preview.reason ? (
        <p>{t("copyFixed")}</p>
      ) : (
        <CopyDifference rows={rows} left={left} onLeave={setLeft} />
      )}
      {kept > 0 && <p className="text-ink-muted text-sm">{t("copyKept", { count: kept })}</p>}
    </CopyForm>
  );
}

function useStarting(onClose: () => void) {
  return useStartRun<CopyAccessInput>({
    write: (send, copy) => send(copyAccess, copy),
    onStarted: onClose,
    touched: touchedByAccess,
  });
}

type RoleProps = {
  change: NonNullable<CopyPreview["organizationRole"]>;
  isChosen: boolean;
  onToggle: () => void;
};

function RoleRow({ change: { role, present }, isChosen, onToggle }: RoleProps) {
  const t = useTranslations("workspaces.access");
  const toName = useRoleName();
  return (
    <label className="flex cursor-pointer items-baseline gap-2.5 rounded-md border px-3 py-2 text-sm">
      <input type="checkbox" checked={isChosen} onChange={onToggle} />
      <span className="grid">
        {t("copyRole")}
        <span className="text-ink-muted text-xs">
          {t("steps.change", { role: toName(role), present: toName(present) })}
        </span>
      </span>
    </label>
  );
}
