"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useInvalidateWorkspaces } from "@/components/directory/use-invalidate-workspaces";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { useWrite } from "@/components/shell/use-write";
import { named, toVendorText } from "@/components/ui/display/vendor-text";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { toast } from "@/components/ui/overlay/toast-store";
import { type AssignableWorkspaceRole, assignableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import { addWorkspaceMember, removeWorkspaceMember } from "@/lib/directory/workspaces/actions";
import { personAccessQuery } from "@/lib/directory/workspaces/queries";
import type { WorkspacePerson } from "@/lib/directory/workspaces/schema";
import { toMembershipId } from "@/lib/directory/workspaces/vocabulary";
import { LeftKeys } from "./left-keys";

type Person = Pick<WorkspacePerson, "userId" | "name" | "email" | "role">;
type Props = {
  workspaceId: string;
  workspaceName?: string;
  person: Person;
  isSelf: boolean;
  onClose: () => void;
};

export function RemovePersonDialog({ workspaceId, workspaceName, person, isSelf, onClose }: Props) {
  const t = useTranslations("workspaces.people");
  const membership = useCurrentMembership(workspaceId, person.userId);
  const role = membership.role ?? person.role;
  const removal = useRemoval(workspaceId, { ...person, role }, onClose);
  return (
    <ConfirmDialog
      title={t("removeTitle")}
      confirm={{ label: t("remove"), disabledReason: membership.reason }}
      isPending={removal.isPending}
      onConfirm={() => removal.mutate()}
      onClose={onClose}
    >
      <p>
        {t.rich(workspaceName === undefined ? "removeText" : "removeFromText", {
          name: toVendorText(person.name || person.email, "font-medium text-ink"),
          workspace: toVendorText(workspaceName ?? "", "font-medium text-ink"),
        })}
      </p>
      <LeftKeys workspaceId={workspaceId} userId={person.userId} />
      {isSelf && <p className="text-warn">{t("removeSelf")}</p>}
    </ConfirmDialog>
  );
}

/** Someone else may have removed them or changed their role meanwhile. */
function useCurrentMembership(workspaceId: string, userId: string) {
  const t = useTranslations();
  const { data } = useQuery({ ...personAccessQuery(userId), staleTime: 0 });
  if (!data) return {};
  const membership = data.memberships.find((one) => one.workspaceId === workspaceId);
  if (!membership) return { reason: t("workspaces.people.gone") };
  return {
    role: membership.role ?? undefined,
    reason: membership.reason ? t(`reasons.${membership.reason}`) : undefined,
  };
}

function useRemoval(workspaceId: string, { userId, role, name, email }: Person, onClose: () => void) {
  const t = useTranslations();
  const showFailure = useFailureToast();
  const onSettled = useInvalidateWorkspaces();
  const membershipId = toMembershipId(workspaceId, userId);
  const back = assignableWorkspaceRoles.find((one) => one === role);
  const returning = useWrite({
    write: (send, before: AssignableWorkspaceRole) =>
      send(addWorkspaceMember, { membershipId, role: before }),
    onSuccess: () => toast(t.rich("workspaces.people.restored", named(name || email))),
    onError: (error) => showFailure(toFailure(error)),
    onSettled,
  });
  return useWrite({
    write: (send) => send(removeWorkspaceMember, { membershipId }),
    onSuccess: () =>
      toast(
        t.rich("workspaces.people.removed", named(name || email)),
        back && { action: { label: t("ui.undo"), onAction: () => returning.mutate(back) } },
      ),
    onError: (error) => showFailure(toFailure(error)),
    onSettled: () => {
      onSettled();
      onClose();
    },
  });
}
