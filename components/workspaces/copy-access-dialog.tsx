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
import { copyAccess } from "@/lib/workspaces/actions";
import type { CopyAccessInput } from "@/lib/workspaces/change-schema";
import { copyQuery } from "@/lib/workspaces/queries";
import type { CopyPreview } from "@/lib/workspaces/schema";
import { CopyDifference } from "./copy-difference";

type Props = { userId: string; onClose: () => void };

export function CopyAccessDialog({ userId, onClose }: Props) {
  const t = useTranslations("workspaces.access");
  return (
    <CopyDialog title={t("copyTitle")} text={t("copyText")} exceptId={userId} onClose={onClose}>
      {(from) => <Difference from={from} userId={userId} onClose={onClose} />}
    </CopyDialog>
  );
}

function Difference({ from, userId, onClose }: Props & { from: string }) {
  const { data, error } = useQuery({ ...copyQuery(from, userId), staleTime: 0 });
  if (error && !data) return <FailureNote failure={toFailure(error)} />;
  if (!data) return <Skeleton className="h-24 w-full" />;
  return <Chosen preview={data} userId={userId} onClose={onClose} />;
}

/** Each change can be left out. */
function Chosen({ preview, userId, onClose }: Props & { preview: CopyPreview }) {
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
