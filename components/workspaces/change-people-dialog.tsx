"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useChangeAccess } from "@/components/directory/use-change-access";
import { WorkspaceRoleAccessNote } from "@/components/directory/workspace-role-access-note";
import { WorkspaceRolePicker } from "@/components/directory/workspace-role-picker";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/controls/button";
import { Dialog } from "@/components/ui/overlay/dialog";
import { type AssignableWorkspaceRole, assignableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import type { WorkspacePerson } from "@/lib/directory/workspaces/schema";
import { givesMoreInWorkspace } from "@/lib/directory/workspaces/vocabulary";

type Props = {
  workspaceId: string;
  chosen: readonly WorkspacePerson[];
  onStarted: () => void;
  onClose: () => void;
};

/** People who already have the role, or whose organization role decides, are left out and counted. */
export function ChangePeopleDialog({ workspaceId, chosen, onStarted, onClose }: Props) {
  const t = useTranslations();
  const [role, setRole] = useState<AssignableWorkspaceRole>(assignableWorkspaceRoles[0]);
  const changing = useChangeAccess(onStarted);
  const able = chosen.filter(({ offered }) => offered.some((one) => one === role));
  const people = able.filter((one) => one.role !== role);
  const count = people.length;
  const raised = people.filter((one) => givesMoreInWorkspace(role, one.role)).length;
  return (
    <Dialog title={t("workspaces.people.rolesTitle", { count: chosen.length })} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (count === 0 || changing.isPending) return;
          changing.mutate(
            people.map(({ userId, role: expected }) => ({ workspaceId, userId, role, expected })),
          );
        }}
      >
        <WorkspaceRolePicker role={role} onChange={setRole} />
        {raised > 0 && <WorkspaceRoleAccessNote role={role} />}
        <div className="grid gap-1 text-ink-muted text-sm">
          <p>{t("members.many.changed", { count })}</p>
          {raised > 0 && <p>{t("workspaces.people.raisedMany", { count: raised })}</p>}
          {chosen.length > able.length && (
            <p>{t("workspaces.people.fixed", { count: chosen.length - able.length })}</p>
          )}
          {able.length > count && <p>{t("members.many.same", { count: able.length - count })}</p>}
        </div>
        {changing.error && <FailureNote failure={toFailure(changing.error)} />}
        <div className="flex flex-wrap justify-end gap-2 pt-1">
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button type="submit" variant="primary" disabled={count === 0} isPending={changing.isPending}>
            {t("workspaces.people.changeRoles")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
