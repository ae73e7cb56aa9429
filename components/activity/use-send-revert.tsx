"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { Send } from "@/components/shell/submits";
import { useWrite } from "@/components/shell/use-write";
import { named } from "@/components/ui/display/vendor-text";
import { toast } from "@/components/ui/overlay/toast-store";
import { AppError } from "@/lib/core/errors/errors";
import { assignableRoles, givableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import { activateKey, renameKey } from "@/lib/directory/keys/actions";
import { changeMemberRole } from "@/lib/directory/members/actions";
import { changeWorkspaceRole, updateWorkspace } from "@/lib/directory/workspaces/actions";
import type { ActivityRow } from "@/lib/governance/activity/schema";
import { toTargetName } from "./to-target-name";

/** Runs the ordinary operation that leads back, which fails if someone has changed the target meanwhile. */
export function useSendRevert(onDone: () => void) {
  const t = useTranslations("activity.revert");
  const client = useQueryClient();
  return useWrite({
    isRepeatable: true,
    write: sendRevert,
    onSuccess: (_, row) => {
      toast(t.rich("toast", named(toTargetName(row))));
      onDone();
    },
    onSettled: () => {
      for (const noun of ["audit", "keys", "members", "workspaces"])
        client.invalidateQueries({ queryKey: [noun] });
    },
  });
}

async function sendRevert(send: Send, row: ActivityRow): Promise<unknown> {
  const { revertedBy, targetId, changes } = row;
  const [change] = changes;
  const [id, back, expected] = [targetId ?? "", change?.before ?? "", change?.after ?? ""];
  switch (revertedBy) {
    case "api_key.activate":
      return send(activateKey, { keyId: id, expected });
    case "api_key.rename":
      return send(renameKey, { keyId: id, name: back, expected });
    case "member.change_role":
      return send(changeMemberRole, { memberId: id, role: oneOf(assignableRoles, back), expected });
    case "workspace_member.change_role":
      return send(changeWorkspaceRole, {
        membershipId: id,
        role: oneOf(givableWorkspaceRoles, back),
        expected,
      });
    case "workspace.update":
      return send(updateWorkspace, toWorkspaceRevert(id, changes));
    default:
      throw new AppError("not_found", `${row.action} cannot be taken back`);
  }
}

function toWorkspaceRevert(workspaceId: string, changes: ActivityRow["changes"]) {
  const toFields = (side: "before" | "after") => ({
    tags: {},
    ...Object.fromEntries(changes.map((change) => [change.field, change[side] ?? ""])),
  });
  return { workspaceId, change: toFields("before"), seen: toFields("after") };
}

function oneOf<T extends string>(values: readonly T[], value: string): T {
  const found = values.find((one) => one === value);
  if (!found) throw new AppError("not_found", `${value} cannot be given`);
  return found;
}
