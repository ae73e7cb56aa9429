"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { PersonFinder } from "@/components/directory/person-finder";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/controls/button";
import { Skeleton } from "@/components/ui/display/skeleton";
import { Dialog } from "@/components/ui/overlay/dialog";
import { assignableWorkspaceRoles } from "@/lib/directory/vocabulary";
import { copyQuery } from "@/lib/workspaces/queries";
import type { CopyPreview } from "@/lib/workspaces/schema";
import { CopyDifference } from "./copy-difference";
import { type Grant, useGiveAccess } from "./use-give-access";

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

function CopyForm({ preview, userId, onClose }: FormProps) {
  const t = useTranslations();
  const giving = useGiveAccess(onClose);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const grants = toGrants(preview, userId).filter(({ workspaceId }) => !left.has(workspaceId));
  if (preview.reason) return <p>{t("workspaces.access.copyFixed")}</p>;
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (grants.length > 0 && !giving.isPending) giving.mutate(grants);
      }}
    >
      <CopyDifference preview={preview} left={left} onLeave={setLeft} />
      {giving.error && <FailureNote failure={toFailure(giving.error)} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{t("ui.cancel")}</Button>
        <Button type="submit" variant="primary" disabled={grants.length === 0} isPending={giving.isPending}>
          {t("workspaces.access.copyCount", { count: grants.length })}
        </Button>
      </div>
    </form>
  );
}

function toGrants({ rows }: CopyPreview, userId: string): Grant[] {
  return rows.flatMap(({ workspaceId, role, present, step }) => {
    const known = assignableWorkspaceRoles.find((one) => one === role);
    if (!known || (step !== "add" && step !== "change")) return [];
    return [{ workspaceId, userId, role: known, expected: present }];
  });
}
