"use client";

import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { toast } from "@/components/ui/toast-store";
import { unwrap } from "@/lib/entry/unwrap";
import { createInvite, reissueInvite, withdrawInvite } from "@/lib/invites/actions";
import type { NewInvite } from "@/lib/invites/schema";
import type { Places } from "./workspace-chooser";

type Sending = Omit<NewInvite, "workspaces"> & {
  places: Places;
  /** The pending invite that the new one replaces. */
  replacedId: string | undefined;
};

/** Failures stay with the caller, who has the form open. */
export function useSendInvite(onSent: () => void) {
  const t = useTranslations("invites");
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ replacedId, places, ...given }: Sending) => {
      const invite = { ...given, workspaces: toWorkspaces(given.role, places) };
      return unwrap(
        replacedId ? await reissueInvite({ ...invite, inviteId: replacedId }) : await createInvite(invite),
      );
    },
    onSuccess: (_, { replacedId }) => {
      toast(t(replacedId ? "replaced" : "sent"));
      onSent();
    },
    onSettled: () => refresh(client),
  });
}

export function useWithdraw(onClose: () => void) {
  const t = useTranslations("invites");
  const client = useQueryClient();
  const showFailure = useFailureToast();
  return useMutation({
    mutationFn: async (inviteId: string) => unwrap(await withdrawInvite({ inviteId })),
    onSuccess: () => toast(t("withdrawn")),
    onError: (error) => showFailure(toFailure(error)),
    onSettled: () => {
      onClose();
      refresh(client);
    },
  });
}

/** The role billing is in every workspace by itself. */
function toWorkspaces(role: string, { workspaceIds, workspaceRole }: Places): NewInvite["workspaces"] {
  return role === "billing" ? [] : workspaceIds.map((id) => ({ id, role: workspaceRole }));
}

function refresh(client: QueryClient) {
  client.invalidateQueries({ queryKey: ["invites"] });
  client.invalidateQueries({ queryKey: ["audit"] });
}
