"use client";

import { useTranslations } from "next-intl";
import type { Send } from "@/components/shell/submits";
import { useFormMutation, useToastMutation } from "@/components/shell/use-operation";
import { toVendorText } from "@/components/ui/display/vendor-text";
import { createInvite, reissueInvite, withdrawInvite } from "@/lib/directory/invites/actions";
import type { NewInvite } from "@/lib/directory/invites/schema";
import { isWithoutWorkspaces } from "@/lib/directory/invites/vocabulary";
import type { WorkspaceAccess } from "./workspace-access";

type Sending = Omit<NewInvite, "workspaces"> & {
  access: WorkspaceAccess;
  replacedId: string | undefined;
};

type Withdrawn = { id: string; email: string };

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
      toText: ({ replacedId, email }) =>
        t.rich(replacedId ? "replaced" : "sent", { email: toVendorText(email) }),
      refreshes,
    },
    onSent,
  );
}

export function useWithdraw(onClose: () => void) {
  const t = useTranslations("invites");
  const run = (send: Send, { id }: Withdrawn) => send(withdrawInvite, { inviteId: id });
  const toText = ({ email }: Withdrawn) => t.rich("withdrawn", { email: toVendorText(email) });
  return useToastMutation({ run, toText, refreshes }, onClose);
}

function toWorkspaces(
  role: string,
  { workspaceIds, workspaceRole }: WorkspaceAccess,
): NewInvite["workspaces"] {
  return isWithoutWorkspaces(role) ? [] : workspaceIds.map((id) => ({ id, role: workspaceRole }));
}
