"use client";

import { useTranslations } from "next-intl";
import { useFormAct, useToldAct } from "@/components/shell/use-act";
import { unwrap } from "@/lib/entry/unwrap";
import { createInvite, reissueInvite, withdrawInvite } from "@/lib/invites/actions";
import type { NewInvite } from "@/lib/invites/schema";
import type { Places } from "./workspace-chooser";

type Sending = Omit<NewInvite, "workspaces"> & {
  places: Places;
  /** The pending invite that the new one replaces. */
  replacedId: string | undefined;
};

const refreshes = ["invites", "audit"];

export function useSendInvite(onSent: () => void) {
  const t = useTranslations("invites");
  return useFormAct(
    {
      run: async ({ replacedId, places, ...given }: Sending) => {
        const invite = { ...given, workspaces: toWorkspaces(given.role, places) };
        return unwrap(
          replacedId ? await reissueInvite({ ...invite, inviteId: replacedId }) : await createInvite(invite),
        );
      },
      toText: ({ replacedId }) => t(replacedId ? "replaced" : "sent"),
      refreshes,
    },
    onSent,
  );
}

export function useWithdraw(onClose: () => void) {
  const t = useTranslations("invites");
  const run = async (inviteId: string) => unwrap(await withdrawInvite({ inviteId }));
  return useToldAct({ run, toText: () => t("withdrawn"), refreshes }, onClose);
}

/** The role billing is in every workspace by itself. */
function toWorkspaces(role: string, { workspaceIds, workspaceRole }: Places): NewInvite["workspaces"] {
  return role === "billing" ? [] : workspaceIds.map((id) => ({ id, role: workspaceRole }));
}
