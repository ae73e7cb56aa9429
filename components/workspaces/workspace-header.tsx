"use client";

import { ChevronDown } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { PastDateLink } from "@/components/directory/past-date-link";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { PageHeader } from "@/components/shell/page-header";
import { useAskedDialog } from "@/components/shell/use-asked-dialog";
import { toButtonClass } from "@/components/ui/controls/button";
import { onDemand } from "@/components/ui/on-demand";
import { Menu, type MenuItem } from "@/components/ui/overlay/menu";
import type { WorkspaceDetail } from "@/lib/directory/workspaces/schema";
import { WorkspaceTitle } from "./workspace-title";

const ArchiveWorkspaceDialog = onDemand(() =>
  import("./archive-workspace-dialog").then((file) => file.ArchiveWorkspaceDialog),
);

type Props = { workspace: WorkspaceDetail; canWrite: boolean; canManagePeople: boolean };

export function WorkspaceHeader({ workspace, canWrite, canManagePeople }: Props) {
  const t = useTranslations();
  const [isArchiving, setArchiving] = useAskedDialog("archive");
  const items = useItems({ workspace, canWrite, canManagePeople }, () => setArchiving(true));
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs of={[{ href: "/workspaces", label: t("workspaces.title") }]} />}
        title={<WorkspaceTitle workspace={workspace} />}
        description={workspace.reason && t(`reasons.${workspace.reason}`)}
        actions={
          !workspace.isDefault && (
            <>
              <PastDateLink noun="access" of={{ kind: "workspace", filter: { workspace: workspace.id } }} />
              {items.length > 0 && (
                <Menu
                  label={t("workspaces.actionsOf", { name: workspace.name })}
                  trigger={
                    <>
                      {t("workspaces.actions")}
                      <ChevronDown aria-hidden className="size-4" />
                    </>
                  }
                  triggerClass={toButtonClass()}
                  items={items}
                />
              )}
            </>
          )
        }
      />
      {canWrite && isArchiving && (
        <ArchiveWorkspaceDialog workspace={workspace} onClose={() => setArchiving(false)} />
      )}
    </>
  );
}

/** An item that isn't possible says why. */
function useItems({ workspace, canWrite, canManagePeople }: Props, onArchive: () => void): MenuItem[] {
  const t = useTranslations();
  const router = useRouter();
  const disabledReason = workspace.reason ? t(`reasons.${workspace.reason}`) : undefined;
  // Sound: the type of a route with a parameter is generic.
  const people = `/workspaces/${encodeURIComponent(workspace.id)}?open=people` as Route;
  const adding = {
    id: "people",
    label: t("workspaces.addPeople"),
    onSelect: () => router.push(people),
    disabledReason,
  };
  const renaming = {
    id: "rename",
    label: t("workspaces.renameWorkspace"),
    onSelect: () =>
      router.push(`/workspaces/${encodeURIComponent(workspace.id)}?tab=settings&open=rename` as Route),
    disabledReason,
  };
  const archiving = {
    id: "archive",
    label: t("workspaces.archiveWorkspace"),
    onSelect: onArchive,
    isDanger: true,
    disabledReason,
  };
  return [...(canManagePeople ? [adding] : []), ...(canWrite ? [renaming, archiving] : [])];
}
