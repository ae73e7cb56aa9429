"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/controls/button";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Dialog } from "@/components/ui/overlay/dialog";
import type { WorkspaceDetail } from "@/lib/directory/workspaces/schema";
import { TagEditor } from "./tag-editor";
import { useUpdateWorkspace } from "./use-update-workspace";
import { hasDuplicateTag, toDraft, toEdit } from "./workspace-draft";

type Props = { workspace: WorkspaceDetail; onClose: () => void };

/** The tags of the settings alone. What the person saw at first is what the change is compared with. */
export function TagsDialog({ workspace, onClose }: Props) {
  const t = useTranslations();
  const [base] = useState(workspace);
  const [draft, setDraft] = useState(() => withFirst(toDraft(workspace)));
  const { update, isPending } = useUpdateWorkspace(workspace.id, onClose);
  const edit = toEdit(base, draft);
  const isLocked = workspace.reason !== null;
  return (
    <Dialog title={<VendorText>{workspace.name}</VendorText>} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (edit && !isPending) update({ edit });
        }}
      >
        {workspace.reason && <p className="text-ink-muted">{t(`reasons.${workspace.reason}`)}</p>}
        <TagEditor tags={draft.tags} isLocked={isLocked} onChange={(tags) => setDraft({ ...draft, tags })} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button
            type="submit"
            variant="primary"
            disabled={!edit || isLocked || hasDuplicateTag(draft)}
            isPending={isPending}
          >
            {t("workspaces.settings.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type Draft = ReturnType<typeof toDraft>;

/** A line to type in, where there is none. */
function withFirst(draft: Draft): Draft {
  return draft.tags.length > 0 ? draft : { ...draft, tags: [{ id: 0, key: "", value: "" }] };
}
