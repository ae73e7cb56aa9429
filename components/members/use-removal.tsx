"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useInvalidateWorkspaces } from "@/components/directory/use-invalidate-workspaces";
import { confirmJob } from "@/components/shell/confirm-job";
import { orRequestApproval, showApprovalRun } from "@/components/shell/request-approval";
import { showRun } from "@/components/shell/show-run";
import { useWrite } from "@/components/shell/use-write";
import { VendorText } from "@/components/ui/display/vendor-text";
import { toast } from "@/components/ui/overlay/toast-store";
import { changeKeys, deactivateKey } from "@/lib/keys/actions";
import { removeMember, removeMembers } from "@/lib/members/actions";
import type { MemberKey, MemberRow } from "@/lib/members/schema";
import type { Job } from "@/lib/step-up/queries";

const isInUse = ({ use }: MemberKey) => use !== "none";

const toJob = (people: number, keys: readonly MemberKey[]): Job => ({
  operations: { "member.remove": people, "api_key.deactivate": keys.length },
});

/**
 * Keys stop first, each with its own audit entry, then the person is removed. The first failure stops the rest:
 * everyone still present can be retried, and a deactivated key can be activated again.
 */
export function useRemoval(member: Pick<MemberRow, "id" | "name" | "email">, onDone: () => void) {
  const memberId = member.id;
  const t = useTranslations("members");
  const refresh = useInvalidateWorkspaces();
  return useWrite({
    write: async (send, keys: readonly MemberKey[]) => {
      if (keys.length > 0) await confirmJob(toJob(1, keys));
      for (const key of keys) await send(deactivateKey, { keyId: key.id, confirmedUse: isInUse(key) });
      return orRequestApproval(
        () => send(removeMember, { memberId }),
        () => send(removeMembers, { memberIds: [memberId] }),
      );
    },
    onSuccess: (answer) => {
      if (!showApprovalRun(answer))
        toast(t.rich("removed", { name: () => <VendorText>{member.name || member.email}</VendorText> }));
      onDone();
    },
    onSettled: refresh,
  });
}

/** For many people, the keys are a separate run that starts first, so that a failing key delays no removal. */
export function useManyRemovals(onStarted: () => void) {
  const client = useQueryClient();
  const refresh = useInvalidateWorkspaces();
  return useWrite({
    write: async (send, { memberIds, keys }: { memberIds: string[]; keys: MemberKey[] }) => {
      if (keys.length > 0) await confirmJob(toJob(memberIds.length, keys));
      const keyIds = keys.map(({ id }) => id);
      const confirmedKeyIds = keys.filter(isInUse).map(({ id }) => id);
      const ofKeys =
        keyIds.length > 0
          ? [await send(changeKeys, { operation: "deactivate", keyIds, confirmedKeyIds })]
          : [];
      return [...ofKeys, await send(removeMembers, { memberIds })];
    },
    onSuccess: (runs) => {
      for (const { runId } of runs) showRun(runId);
      onStarted();
    },
    onSettled: () => {
      refresh();
      client.invalidateQueries({ queryKey: ["bulk"] });
    },
  });
}
