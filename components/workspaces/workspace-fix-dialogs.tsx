"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { FixProps } from "@/components/directory/fix-dialogs";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/controls/button";
import { Skeleton } from "@/components/ui/display/skeleton";
import { onDemand } from "@/components/ui/on-demand";
import { Dialog } from "@/components/ui/overlay/dialog";
import { personAccessQuery, workspaceQuery } from "@/lib/directory/workspaces/queries";

const AddMembershipsDialog = onDemand(() =>
  import("./add-memberships-dialog").then((file) => file.AddMembershipsDialog),
);
const AddPeopleDialog = onDemand(() => import("./add-people-dialog").then((file) => file.AddPeopleDialog));
const ArchiveWorkspaceDialog = onDemand(() =>
  import("./archive-workspace-dialog").then((file) => file.ArchiveWorkspaceDialog),
);
const ManyAccessDialog = onDemand(() =>
  import("@/components/directory/many-access-dialog").then((file) => file.ManyAccessDialog),
);
const TagsDialog = onDemand(() => import("./tags-dialog").then((file) => file.TagsDialog));

const toId = ([target]: FixProps["targets"]) => target?.id ?? "";

export function AddLead({ targets, onClose }: FixProps) {
  return (
    <AddPeopleDialog
      workspaceId={toId(targets)}
      place={targets[0]?.name ?? ""}
      suggested="workspace_admin"
      onClose={onClose}
    />
  );
}

export function AddToWorkspace(props: FixProps) {
  const { targets, onStarted, onClose } = props;
  if (targets.length === 1) return <AddOne {...props} />;
  const userIds = targets.map(({ id }) => id);
  return <ManyAccessDialog kind="add" userIds={userIds} onStarted={onStarted} onClose={onClose} />;
}

function AddOne({ targets, onClose }: FixProps) {
  const title = useTranslations("workspaces.access")("addTitle");
  const userId = toId(targets);
  const { data, error } = useQuery({ ...personAccessQuery(userId), staleTime: 0 });
  if (!data) return <Waiting title={title} error={error} onClose={onClose} />;
  return (
    <AddMembershipsDialog
      userId={userId}
      person={targets[0]?.name ?? userId}
      others={data.others}
      onClose={onClose}
    />
  );
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
