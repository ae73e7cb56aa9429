"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ChangedMeanwhile } from "@/components/shell/changed-meanwhile";
import { Button } from "@/components/ui/controls/button";
import { useUnsaved } from "@/components/ui/controls/unsaved";
import { onDemand } from "@/components/ui/on-demand";
import type { WorkspaceDetail } from "@/lib/directory/workspaces/schema";
import { useUpdateWorkspace } from "./use-update-workspace";
import { hasDuplicateTag, hasWrongResidency, toDraft, toEdit } from "./workspace-draft";
import { WorkspaceFields } from "./workspace-fields";
import { WorkspaceSecurity } from "./workspace-security";

const ArchiveWorkspaceDialog = onDemand(() =>
  import("./archive-workspace-dialog").then((file) => file.ArchiveWorkspaceDialog),
);

type Props = { workspace: WorkspaceDetail; canWrite: boolean };

export function WorkspaceSettings({ workspace, canWrite }: Props) {
  return (
    <div className="grid max-w-2xl gap-5">
      <SettingsForm workspace={workspace} canWrite={canWrite} />
      <WorkspaceSecurity facts={workspace.security} />
      {canWrite && <ArchivePart workspace={workspace} />}
    </div>
  );
}

function SettingsForm({ workspace, canWrite }: Props) {
  const t = useTranslations();
  const { draft, setDraft, edit: edited, isOutdated, catchUp } = useDraft(workspace);
  const { update, isPending, isSaved } = useUpdateWorkspace(workspace.id);
  const edit = edited && !isSaved(edited) ? edited : undefined;
  const isLocked = !canWrite || workspace.reason !== null;
  useUnsaved(!isLocked && edit !== undefined);
  return (
    <form
      className="grid gap-4 card p-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (edit && !isPending) update({ edit });
      }}
    >
      <h2 className="text-lg">{t("workspaces.settings.title")}</h2>
      {isLocked && (
        <p className="text-ink-muted">
          {workspace.reason ? t(`reasons.${workspace.reason}`) : t("workspaces.settings.readOnly")}
        </p>
      )}
      {isOutdated && !isLocked && <ChangedMeanwhile onShow={catchUp} />}
      <WorkspaceFields draft={draft} isLocked={isLocked} onChange={setDraft} />
      {!isLocked && (
        <div className="flex justify-end">
          <Button
            type="submit"
            variant="primary"
            disabled={!edit || hasDuplicateTag(draft) || hasWrongResidency(draft)}
            isPending={isPending}
          >
            {t("workspaces.settings.save")}
          </Button>
        </div>
      )}
    </form>
  );
}

/**
 * A change by someone else resets the draft, unless it has edits: then the draft stays relative to the values it
 * started from.
 */
function useDraft(workspace: WorkspaceDetail) {
  const [base, setBase] = useState(workspace);
  const [draft, setDraft] = useState(() => toDraft(workspace));
  const edit = toEdit(base, draft);
  const isNewer = toVersion(workspace) !== toVersion(base);
  const catchUp = () => {
    setBase(workspace);
    setDraft(toDraft(workspace));
  };
  if (isNewer && (!edit || !toEdit(workspace, draft))) catchUp();
  return { draft, setDraft, edit, isOutdated: isNewer, catchUp };
}

function toVersion({ name, displayColor, tags, residency }: WorkspaceDetail): string {
  return JSON.stringify([name, displayColor, Object.entries(tags).sort(), residency]);
}

function ArchivePart({ workspace }: { workspace: WorkspaceDetail }) {
  const t = useTranslations("workspaces.settings");
  const [isArchiving, setArchiving] = useState(false);
  if (workspace.reason !== null && !isArchiving) return null;
  return (
    <section className="flex flex-wrap items-center justify-between gap-3 card p-5">
      <div className="min-w-0">
        <h2 className="text-lg">{t("archiveTitle")}</h2>
        <p className="text-ink-muted">{t("archiveText")}</p>
      </div>
      <Button variant="danger" onClick={() => setArchiving(true)}>
        {t("archive")}
      </Button>
      {isArchiving && <ArchiveWorkspaceDialog workspace={workspace} onClose={() => setArchiving(false)} />}
    </section>
  );
}
