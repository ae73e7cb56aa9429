"use client";

import { useStartRun } from "@/components/shell/use-start-run";
import { applyAccess } from "@/lib/directory/access/actions";
import type { Change, RoleChange } from "@/lib/directory/access/change-schema";
import { touchedByAccess } from "./use-invalidate-workspaces";

/** `roles` are of the organization. */
type Access = { changes: readonly Change[]; roles?: readonly RoleChange[] };

/** One run of changes, each of which states what the person saw, so that a second submit is refused. */
export function useChangeAccess(onStarted: (access: Access) => void) {
  return useStartRun<Access>({
    write: (send, { changes, roles = [] }) =>
      send(applyAccess, { changes: changes.map(toChange), roles: [...roles] }),
    onStarted,
    touched: touchedByAccess,
    isRepeatable: true,
  });
}

/** Without what only the interface knows, such as names. */
function toChange({ workspaceId, userId, role, expected }: Change): Change {
  return { workspaceId, userId, role, expected };
}
