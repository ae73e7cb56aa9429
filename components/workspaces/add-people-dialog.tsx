"use client";

import { useTranslations } from "next-intl";
import { useChangeAccess } from "@/components/directory/use-change-access";
import { WorkspaceRolePicker } from "@/components/directory/workspace-role-picker";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/controls/button";
import { Dialog } from "@/components/ui/overlay/dialog";
import type { AssignableWorkspaceRole } from "@/lib/core/organization/vocabulary";
import { ChosenPeople } from "./chosen-people";
import { PeopleFinder } from "./people-finder";
import { useChosenPeople } from "./use-chosen-people";

type Props = {
  workspaceId: string;
  /** The role that is chosen at first. */
  suggested?: AssignableWorkspaceRole;
  /** Whom the search is for at first. */
  sought?: string;
  onClose: () => void;
};

export function AddPeopleDialog({ workspaceId, suggested, sought, onClose }: Props) {
  const t = useTranslations("workspaces.people");
  const choosing = useChosenPeople(suggested);
  const giving = useChangeAccess(onClose);
  const count = choosing.people.length;
  return (
    <Dialog title={t("addTitle")} onClose={onClose}>
      {/* Outside the form: Enter in the search must not add anyone. */}
      <PeopleFinder workspaceId={workspaceId} choosing={choosing} sought={sought} />
      <form
        className="mt-4 grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (count > 0 && !giving.isPending) giving.mutate({ changes: choosing.toChanges(workspaceId) });
        }}
      >
        <WorkspaceRolePicker
          role={choosing.role}
          onChange={choosing.setRole}
          label={count > 1 ? t("addRoleOfAll") : undefined}
        />
        <ChosenPeople choosing={choosing} />
        {giving.error && <FailureNote failure={toFailure(giving.error)} />}
        <div className="flex flex-wrap justify-end gap-2">
          <CancelButton onClose={onClose} />
          <Button type="submit" variant="primary" disabled={count === 0} isPending={giving.isPending}>
            {count === 0 ? t("add") : t("addCount", { count })}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function CancelButton({ onClose }: { onClose: () => void }) {
  const t = useTranslations("ui");
  return <Button onClick={onClose}>{t("cancel")}</Button>;
}
