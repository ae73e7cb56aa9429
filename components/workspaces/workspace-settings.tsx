"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ChangedMeanwhile } from "@/components/shell/changed-meanwhile";
import { useAskedDialog } from "@/components/shell/use-asked-dialog";
import { Button } from "@/components/ui/controls/button";
import { CopyButton } from "@/components/ui/controls/copy-button";
import { useUnsaved } from "@/components/ui/controls/unsaved";
import { DateText } from "@/components/ui/display/date-text";
import { UnknownValue } from "@/components/ui/display/unknown-value";
import { VendorText } from "@/components/ui/display/vendor-text";
import { onDemand } from "@/components/ui/on-demand";
import type { SecurityFact, WorkspaceDetail } from "@/lib/directory/workspaces/schema";
import { useUpdateWorkspace } from "./use-update-workspace";
import { hasDuplicateTag, hasWrongResidency, toDraft, toEdit } from "./workspace-draft";
import { WorkspaceFields } from "./workspace-fields";

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
  const [startsAtName] = useAskedDialog("rename");
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
      <WorkspaceFields draft={draft} isLocked={isLocked} startsAtName={startsAtName} onChange={setDraft} />
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

/** These can be changed only in the Console, so they are read-only. */
function WorkspaceSecurity({ facts }: { facts: readonly SecurityFact[] }) {
  const t = useTranslations("workspaces.security");
  return (
    <section aria-labelledby="workspace-security" className="grid gap-4 card p-5">
      <div>
        <h2 id="workspace-security" className="text-lg">
          {t("title")}
        </h2>
        <p className="text-ink-muted">{t("text")}</p>
      </div>
      <dl className="grid gap-3">
        {facts.map((fact) => (
          <div key={fact.fact} className="grid gap-x-4 sm:grid-cols-[12rem_1fr]">
            <dt className="text-ink-muted">{t(`facts.${fact.fact}`)}</dt>
            <dd className="min-w-0">
              <Value {...fact} />
              {fact.changedAt && (
                <span className="block text-ink-muted text-sm">
                  {t.rich("changed", { date: () => <DateText at={fact.changedAt} show="minute" /> })}
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Value({ fact, value, isReported }: SecurityFact) {
  const t = useTranslations("workspaces.security");
  if (!isReported) return <UnknownValue reason={t("notReported")} />;
  if (value === null) return t(`none.${fact}`);
  return fact === "inferenceDataRetention" ? (
    <code className="break-words font-mono text-sm">{value}</code>
  ) : (
    <span className="flex min-w-0 items-center gap-1.5">
      <VendorText className="truncate font-mono text-sm">{value}</VendorText>
      <CopyButton value={value} label={t(`facts.${fact}`)} />
    </span>
  );
}
