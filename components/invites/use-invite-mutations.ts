"use client";

import { useTranslations } from "next-intl";
import type { Send } from "@/components/shell/submits";
import { useFormMutation, useToastMutation } from "@/components/shell/use-operation";
import { createInvite, reissueInvite, withdrawInvite } from "@/lib/invites/actions";
import type { NewInvite } from "@/lib/invites/schema";
import type { WorkspaceAccess } from "./workspace-access";

type Sending = Omit<NewInvite, "workspaces"> & {
  access: WorkspaceAccess;
  replacedId: string | undefined;
};

const refreshes = ["invites", "audit"];

export function useSendInvite(onSent: () => void) {
  const t = useTranslations("invites");
  return useFormMutation(
    {
      run: (send, { replacedId, access, ...given }: Sending): Promise<unknown> => {
        const invite = { ...given, workspaces: toWorkspaces(given.role, access) };
        return replacedId
          ? send(reissueInvite, { ...invite, inviteId: replacedId })
          : send(createInvite, invite);
      },
      toText: ({ replacedId }) => t(replacedId ? "replaced" : "sent"),
      refreshes,
    },
    onSent,
  );
}

export function useWithdraw(onClose: () => void) {
  const t = useTranslations("invites");
  const run = (send: Send, inviteId: string) => send(withdrawInvite, { inviteId });
  return useToastMutation({ run, toText: () => t("withdrawn"), refreshes }, onClose);
}

/** The billing role has access to every workspace already. */
function toWorkspaces(
  role: string,
  { workspaceIds, workspaceRole }: WorkspaceAccess,
): NewInvite["workspaces"] {
  return role === "billing" ? [] : workspaceIds.map((id) => ({ id, role: workspaceRole }));
}
