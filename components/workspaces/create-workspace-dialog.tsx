"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useInvalidateWorkspaces } from "@/components/directory/use-invalidate-workspaces";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { useWrite } from "@/components/shell/use-write";
import { Button } from "@/components/ui/controls/button";
import { Dialog } from "@/components/ui/overlay/dialog";
import { toast } from "@/components/ui/overlay/toast-store";
import { createWorkspace } from "@/lib/workspaces/actions";
import {
  hasDuplicateTag,
  hasWrongResidency,
  newDraft,
  toChosenResidency,
  toTags,
  type WorkspaceDraft,
} from "./workspace-draft";
import { WorkspaceFields } from "./workspace-fields";

export function CreateWorkspaceDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("workspaces");
  const [draft, setDraft] = useState(newDraft);
  const creation = useCreation(onClose);
  return (
    <Dialog title={t("createTitle")} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!creation.isPending) creation.mutate(draft);
        }}
      >
        <p className="text-ink-muted">{t("createText")}</p>
        <WorkspaceFields isNew draft={draft} onChange={setDraft} />
        {creation.error && <FailureNote failure={toFailure(creation.error)} />}
        <div className="flex flex-wrap justify-end gap-2">
          <CancelButton onClose={onClose} />
          <Button
            type="submit"
            variant="primary"
            disabled={hasDuplicateTag(draft) || hasWrongResidency(draft)}
            isPending={creation.isPending}
          >
            {t("create")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function CancelButton({ onClose }: { onClose: () => void }) {
  return <Button onClick={onClose}>{useTranslations("ui")("cancel")}</Button>;
}

/** If the outcome is unknown, the form closes, because sending it again could create a second workspace. */
function useCreation(onClose: () => void) {
  const t = useTranslations();
  const router = useRouter();
  const showFailure = useFailureToast();
  return useWrite({
    write: (send, draft: WorkspaceDraft) =>
      send(createWorkspace, {
        name: draft.name,
        displayColor: draft.color,
        tags: toTags(draft),
        residency: toChosenResidency(draft),
      }),
    onSuccess: ({ workspaceId, note }) => {
      if (note) toast(t(`reasons.${note}`), { tone: "failure" });
      else toast(t("workspaces.createDone"));
      onClose();
      if (workspaceId) router.push(`/workspaces/${encodeURIComponent(workspaceId)}`);
    },
    onError: (error) => {
      if (toFailure(error).code !== "outcome_unknown") return;
      showFailure(toFailure(error));
      onClose();
    },
    onSettled: useInvalidateWorkspaces(),
  });
}
