"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast-store";
import { VendorText } from "@/components/ui/vendor-text";
import { unwrap } from "@/lib/entry/unwrap";
import { addWorkspaceMember, removeWorkspaceMember } from "@/lib/workspaces/actions";
import type { WorkspacePerson } from "@/lib/workspaces/schema";
import {
  type AssignableWorkspaceRole,
  assignableWorkspaceRoles,
  toMembershipId,
} from "@/lib/workspaces/vocabulary";
import { useInvalidateWorkspaces } from "./use-invalidate-workspaces";

type Person = Pick<WorkspacePerson, "userId" | "name" | "email" | "role">;
type Props = {
  workspaceId: string;
  /** Where the page is not the workspace's own. */
  workspaceName?: string;
  person: Person;
  isSelf: boolean;
  onClose: () => void;
};

/** Nothing is lost for good, so nothing has to be typed; the toast offers the way back. */
export function RemovePersonDialog({ workspaceId, workspaceName, person, isSelf, onClose }: Props) {
  const t = useTranslations("workspaces.people");
  const removal = useRemoval(workspaceId, person, onClose);
  return (
    <ConfirmDialog
      title={t("removeTitle")}
      confirm={{ label: t("remove") }}
      isPending={removal.isPending}
      onConfirm={() => removal.mutate()}
      onClose={onClose}
    >
      <p>
        {t.rich(workspaceName === undefined ? "removeText" : "removeFromText", {
          name: () => <VendorText className="font-medium text-ink">{person.name || person.email}</VendorText>,
          workspace: () => <VendorText className="font-medium text-ink">{workspaceName ?? ""}</VendorText>,
        })}
      </p>
      {isSelf && <p className="text-warn">{t("removeSelf")}</p>}
    </ConfirmDialog>
  );
}

function useRemoval(workspaceId: string, { userId, role }: Person, onClose: () => void) {
  const t = useTranslations();
  const showFailure = useFailureToast();
  const onSettled = useInvalidateWorkspaces();
  const membershipId = toMembershipId(workspaceId, userId);
  const back = assignableWorkspaceRoles.find((one) => one === role);
  const returning = useMutation({
    mutationFn: async (before: AssignableWorkspaceRole) =>
      unwrap(await addWorkspaceMember({ membershipId, role: before })),
    onSuccess: () => toast(t("workspaces.people.restored")),
    onError: (error) => showFailure(toFailure(error)),
    onSettled,
  });
  return useMutation({
    mutationFn: async () => unwrap(await removeWorkspaceMember({ membershipId })),
    onSuccess: () =>
      toast(
        t("workspaces.people.removed"),
        back && { action: { label: t("ui.undo"), onAction: () => returning.mutate(back) } },
      ),
    onError: (error) => showFailure(toFailure(error)),
    onSettled: () => {
      onSettled();
      onClose();
    },
  });
}
