"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { FixProps } from "@/components/directory/fix-props";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/controls/button";
import { Skeleton } from "@/components/ui/display/skeleton";
import { onDemand } from "@/components/ui/on-demand";
import { Dialog } from "@/components/ui/overlay/dialog";
import { workspaceQuery } from "@/lib/directory/workspaces/queries";

const AccessDialog = onDemand(() =>
  import("@/components/directory/access-dialog").then((file) => file.AccessDialog),
);
const AddPeopleDialog = onDemand(() => import("./add-people-dialog").then((file) => file.AddPeopleDialog));
const ArchiveWorkspaceDialog = onDemand(() =>
  import("./archive-workspace-dialog").then((file) => file.ArchiveWorkspaceDialog),
);
const TagsDialog = onDemand(() => import("./tags-dialog").then((file) => file.TagsDialog));

const toId = ([target]: FixProps["targets"]) => target?.id ?? "";

export function AddLead({ targets, onClose }: FixProps) {
  return <AddPeopleDialog workspaceId={toId(targets)} suggested="workspace_admin" onClose={onClose} />;
}

export function AddToWorkspace({ targets, onStarted, onClose }: FixProps) {
  const userIds = targets.map(({ id }) => id);
  return <AccessDialog kind="add" userIds={userIds} onStarted={onStarted} onClose={onClose} />;
}

export function Archive({ targets, onClose }: FixProps) {
  const title = useTranslations("workspaces.archiving")("title");
  const { data, error } = useQuery({ ...workspaceQuery(toId(targets)), staleTime: 0 });
  if (!data) return <Waiting title={title} error={error} onClose={onClose} />;
  return <ArchiveWorkspaceDialog workspace={data} onClose={onClose} />;
}

export function Tag({ targets, onClose }: FixProps) {
  const title = useTranslations("workspaces")("tags");
  const { data, error } = useQuery({ ...workspaceQuery(toId(targets)), staleTime: 0 });
  if (!data) return <Waiting title={title} error={error} onClose={onClose} />;
  return <TagsDialog workspace={data} onClose={onClose} />;
}

type WaitingProps = { title: string; error: Error | null; onClose: () => void };

function Waiting({ title, error, onClose }: WaitingProps) {
  const t = useTranslations("ui");
  return (
    <Dialog title={title} onClose={onClose} footer={<Button onClick={onClose}>{t("close")}</Button>}>
      {error ? <FailureNote failure={toFailure(error)} /> : <Skeleton className="h-24 w-full" />}
    </Dialog>
  );
}
