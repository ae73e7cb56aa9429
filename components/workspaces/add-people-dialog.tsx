"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { WorkspaceRolePicker } from "@/components/directory/workspace-role-picker";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/controls/button";
import { Dialog } from "@/components/ui/overlay/dialog";
import { type AssignableWorkspaceRole, assignableWorkspaceRoles } from "@/lib/directory/vocabulary";
import type { Candidate } from "@/lib/workspaces/schema";
import { ChosenPeople, type ChosenPerson } from "./chosen-people";
import { PeopleFinder } from "./people-finder";
import { useGiveAccess } from "./use-give-access";

type Props = {
  workspaceId: string;
  /** The role that is chosen at first. */
  suggested?: AssignableWorkspaceRole;
  onClose: () => void;
};

export function AddPeopleDialog({ workspaceId, suggested, onClose }: Props) {
  const t = useTranslations("workspaces.people");
  const [chosen, setChosen] = useState<readonly ChosenPerson[]>([]);
  const [role, setRole] = useState<AssignableWorkspaceRole>(suggested ?? assignableWorkspaceRoles[0]);
  const giving = useGiveAccess(onClose);
  const unchoose = (userId: string) => setChosen(chosen.filter((one) => one.userId !== userId));
  const toggle = (person: Candidate) =>
    chosen.some(({ userId }) => userId === person.userId)
      ? unchoose(person.userId)
      : setChosen([...chosen, { ...person, role: undefined }]);
  const setOwnRole = (userId: string, own: AssignableWorkspaceRole | undefined) =>
    setChosen(chosen.map((one) => (one.userId === userId ? { ...one, role: own } : one)));

  return (
    <Dialog title={t("addTitle")} onClose={onClose}>
      {/* Outside the form: Enter in the search must not add anyone. */}
      <PeopleFinder workspaceId={workspaceId} chosen={chosen} onToggle={toggle} />
      <form
        className="mt-4 grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const grants = chosen.map(({ userId, role: own }) => ({
            workspaceId,
            userId,
            role: own ?? role,
            expected: null,
          }));
          if (chosen.length > 0 && !giving.isPending) giving.mutate(grants);
        }}
      >
        <WorkspaceRolePicker
          role={role}
          onChange={setRole}
          label={chosen.length > 1 ? t("addRoleOfAll") : undefined}
        />
        <ChosenPeople people={chosen} role={role} onRole={setOwnRole} onRemove={unchoose} />
        {giving.error && <FailureNote failure={toFailure(giving.error)} />}
        <div className="flex flex-wrap justify-end gap-2">
          <CancelButton onClose={onClose} />
          <Button type="submit" variant="primary" disabled={chosen.length === 0} isPending={giving.isPending}>
            {chosen.length === 0 ? t("add") : t("addCount", { count: chosen.length })}
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
