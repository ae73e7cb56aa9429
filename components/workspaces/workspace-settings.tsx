"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { WorkspaceDetail } from "@/lib/workspaces/schema";
import { ArchiveWorkspaceDialog } from "./archive-workspace-dialog";
import { useUpdateWorkspace } from "./use-update-workspace";
import { hasDuplicateTag, hasWrongResidency, toDraft, toEdit } from "./workspace-draft";
import { WorkspaceFields } from "./workspace-fields";

type Props = { workspace: WorkspaceDetail; canWrite: boolean };

export function WorkspaceSettings({ workspace, canWrite }: Props) {
  const { name, displayColor, tags, residency } = workspace;
  // What another has changed replaces the draft: it was made of values that are no more.
  const version = JSON.stringify([name, displayColor, Object.entries(tags).sort(), residency]);
  return (
    <div className="grid max-w-2xl gap-5">
      <SettingsForm key={version} workspace={workspace} canWrite={canWrite} />
      {canWrite && workspace.reason === null && <ArchivePart workspace={workspace} />}
    </div>
  );
}

function SettingsForm({ workspace, canWrite }: Props) {
  const t = useTranslations();
  const [draft, setDraft] = useState(() => toDraft(workspace));
  const { update, isPending } = useUpdateWorkspace(workspace.id);
  const isLocked = !canWrite || workspace.reason !== null;
  const edit = toEdit(workspace, draft);
  return (
    <form
      className="grid gap-4 rounded-lg border bg-surface p-5"
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

function ArchivePart({ workspace }: { workspace: WorkspaceDetail }) {
  const t = useTranslations("workspaces.settings");
  const [isArchiving, setArchiving] = useState(false);
  return (
    <section className="flex flex-wrap items-center justify-between gap-3 rounded-lg border bg-surface p-5">
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
