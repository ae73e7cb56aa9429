"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { FormDialog } from "@/components/shell/form-dialog";
import { nameLength } from "@/lib/directory/workspaces/vocabulary";
import { CreatePeople } from "./create-people";
import { CreatedInPart } from "./created-in-part";
import { LimitField } from "./limit-field";
import { useChosenPeople } from "./use-chosen-people";
import { useCreation } from "./use-creation";
import { useFirstLimit } from "./use-first-limit";
import { hasDuplicateTag, hasWrongResidency, newDraft } from "./workspace-draft";
import { MoreFields, NameField } from "./workspace-fields";

type Props = {
  /** A name that a link or the palette asked for. */
  name?: string | null;
  onClose: () => void;
};

/** Only the name is needed. People and the limit follow once the workspace exists. */
export function CreateWorkspaceDialog({ name, onClose }: Props) {
  const t = useTranslations("workspaces");
  const [draft, setDraft] = useState({ ...newDraft, name: name?.slice(0, nameLength) ?? "" });
  const choosing = useChosenPeople();
  const limit = useFirstLimit();
  const creation = useCreation(onClose);
  if (creation.unfinished) return <CreatedInPart {...creation.unfinished} onClose={onClose} />;
  return (
    <FormDialog
      labels={{ title: t("createTitle"), submit: t("create") }}
      saving={{
        isPending: creation.isPending,
        error: null,
        isPossible: !hasDuplicateTag(draft) && !hasWrongResidency(draft),
      }}
      onSubmit={() => creation.create({ draft, grants: choosing.toChanges(""), cents: limit.cents })}
      onClose={creation.isPending ? stay : onClose}
    >
      <p className="text-ink-muted">{t("createText")}</p>
      <NameField draft={draft} onChange={setDraft} />
      <CreatePeople choosing={choosing} startsHere={Boolean(name)} />
      <LimitField limit={limit} />
      <More>
        <MoreFields isNew draft={draft} onChange={setDraft} />
      </More>
      {creation.error && <FailureNote failure={toFailure(creation.error)} />}
    </FormDialog>
  );
}

/** Fields that few need. They open if one is wrong, because the browser can't point at a hidden field. */
function More({ children }: { children: ReactNode }) {
  const t = useTranslations("workspaces");
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      onInvalidCapture={() => setOpen(true)}
    >
      <summary className="w-fit cursor-pointer font-medium text-sm">{t("settings.more")}</summary>
      <div className="mt-3 grid gap-4">{children}</div>
    </details>
  );
}

/** While the workspace is made, the dialog stays, because it shows what couldn't be done. */
function stay(): void {}
