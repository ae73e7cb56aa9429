"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useInvalidateWorkspaces } from "@/components/directory/use-invalidate-workspaces";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { showRun } from "@/components/shell/show-run";
import { useWrite } from "@/components/shell/use-write";
import { toVendorText } from "@/components/ui/display/vendor-text";
import { toast } from "@/components/ui/overlay/toast-store";
import type { AssignableWorkspaceRole } from "@/lib/core/organization/vocabulary";
import { addWorkspaceMember, giveManyAccess } from "@/lib/directory/workspaces/actions";
import { toMembershipId } from "@/lib/directory/workspaces/vocabulary";

/** `expected` is the role that the person saw; null for someone not yet added. */
export type Grant = {
  workspaceId: string;
  userId: string;
  role: AssignableWorkspaceRole;
  expected: string | null;
};

type Names = { person: string; place: string };

/** One is added immediately; several become a bulk run. Without `toNames`, whatever asked says what became of it. */
export function useGiveAccess(onClose: () => void, toNames?: (grant: Grant) => Names) {
  const t = useTranslations("workspaces.people");
  const toRole = useWorkspaceRoleName();
  const client = useQueryClient();
  const onSettled = useInvalidateWorkspaces();
  return useWrite({
    write: async (send, grants: readonly Grant[]) => {
      const memberships = grants.map(({ workspaceId, userId, ...rest }) => ({
        membershipId: toMembershipId(workspaceId, userId),
        ...rest,
      }));
      const [only] = memberships;
      if (memberships.length > 1 || !only || only.expected !== null)
        return (await send(giveManyAccess, { memberships })).runIds;
      await send(addWorkspaceMember, { membershipId: only.membershipId, role: only.role });
      return [];
    },
    onSuccess: (runIds, [only]) => {
      if (runIds.length === 0 && only && toNames) {
        const { person, place } = toNames(only);
        const names = { name: toVendorText(person), place: toVendorText(place) };
        toast(t.rich("added", { ...names, role: toRole(only.role) }));
      }
      for (const runId of runIds) showRun(runId);
      onClose();
    },
    onSettled: () => {
      onSettled();
      client.invalidateQueries({ queryKey: ["bulk"] });
    },
  });
}
