"use client";

import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { toast } from "@/components/ui/toast-store";
import { unwrap } from "@/lib/entry/unwrap";
import { createInvite, reissueInvite, withdrawInvite } from "@/lib/invites/actions";
import type { NewInvite } from "@/lib/invites/schema";

type Sending = NewInvite & {
  /** The pending invite that the new one replaces. */
  replacedId: string | undefined;
};

/** Failures stay with the caller, who has the form open. */
export function useSendInvite(onSent: () => void) {
  const t = useTranslations("invites");
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ replacedId, ...invite }: Sending) =>
      unwrap(
        replacedId ? await reissueInvite({ ...invite, inviteId: replacedId }) : await createInvite(invite),
      ),
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

function refresh(client: QueryClient) {
  client.invalidateQueries({ queryKey: ["invites"] });
  client.invalidateQueries({ queryKey: ["audit"] });
}
