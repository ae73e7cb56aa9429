"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { PersonFinder } from "@/components/directory/person-finder";
import { toCopy } from "@/components/directory/to-copy";
import { useRoleName } from "@/components/directory/use-role-name";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/controls/button";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { Skeleton } from "@/components/ui/display/skeleton";
import { Dialog } from "@/components/ui/overlay/dialog";
import { copyQuery } from "@/lib/workspaces/queries";
import type { CopyPreview } from "@/lib/workspaces/schema";
import { CopyDifference } from "./copy-difference";
import { useCopyAccess } from "./use-copy-access";

type Props = { userId: string; onClose: () => void };

export function CopyAccessDialog({ userId, onClose }: Props) {
  const t = useTranslations("workspaces.access");
  const [from, setFrom] = useState<string>();
  return (
    <Dialog title={t("copyTitle")} onClose={onClose}>
      <div className="grid gap-4">
        <p className="text-ink-muted">{t("copyText")}</p>
        <PersonFinder exceptId={userId} onChoose={setFrom} />
        {from && <Difference key={from} from={from} userId={userId} onClose={onClose} />}
      </div>
    </Dialog>
  );
}

type DifferenceProps = { from: string; userId: string; onClose: () => void };

function Difference({ from, userId, onClose }: DifferenceProps) {
  const { data, error } = useQuery({ ...copyQuery(from, userId), staleTime: 0 });
  if (error && !data) return <FailureNote failure={toFailure(error)} />;
  if (!data) return <Skeleton className="h-24 w-full" />;
  return <CopyForm preview={data} userId={userId} onClose={onClose} />;
}

type FormProps = { preview: CopyPreview; userId: string; onClose: () => void };

/** Adds what is missing or, if asked, also takes away and sets the organization role; each can be left out. */
function CopyForm({ preview, userId, onClose }: FormProps) {
  const t = useTranslations();
  const copying = useCopyAccess(onClose);
  const [isIdentical, setIdentical] = useState(false);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [isRoleLeft, setRoleLeft] = useState(false);
  const rows = preview.rows.filter(({ step }) => isIdentical || step !== "remove");
  const kept = preview.rows.length - rows.length;
  const organizationRole = isIdentical ? preview.organizationRole : null;
  const copy = toCopy({ userId, rows, left, organizationRole: isRoleLeft ? null : organizationRole });
  const count = copy.memberships.length + (copy.organizationRole ? 1 : 0);
  const hasMore = kept > 0 || isIdentical || preview.organizationRole !== null;
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (count > 0 && !copying.isPending) copying.mutate(copy);
      }}
    >
      {hasMore && (
        <SegmentedControl
          label={t("workspaces.access.copyHow")}
          isLabelVisible
          options={[
            { value: "add", label: t("workspaces.access.copyAdd") },
            { value: "identical", label: t("workspaces.access.copyIdentical") },
          ]}
          value={isIdentical ? "identical" : "add"}
          onChange={(value) => setIdentical(value === "identical")}
        />
      )}
      {organizationRole && (
        <RoleRow change={organizationRole} isChosen={!isRoleLeft} onToggle={() => setRoleLeft(!isRoleLeft)} />
      )}
      {preview.reason ? (
        <p>{t("workspaces.access.copyFixed")}</p>
      ) : (
        <CopyDifference rows={rows} left={left} onLeave={setLeft} />
      )}
      {kept > 0 && (
        <p className="text-ink-muted text-sm">{t("workspaces.access.copyKept", { count: kept })}</p>
      )}
      {copying.error && <FailureNote failure={toFailure(copying.error)} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{t("ui.cancel")}</Button>
        <Button type="submit" variant="primary" disabled={count === 0} isPending={copying.isPending}>
          {t("workspaces.access.copyCount", { count })}
        </Button>
      </div>
    </form>
  );
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
