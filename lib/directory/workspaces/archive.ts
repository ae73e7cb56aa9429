import "server-only";
import type { Write } from "@/lib/core/audit/write-through";
import type { Permit } from "@/lib/core/auth/permit";
import { archiveWorkspaceForEver, fetchWorkspace, type Written } from "./gateway";
import { applyWorkspace, getChangeable } from "./write-mirror";

type By = Permit<"workspaces:write">;

export function toArchiveWrite(by: By, workspaceId: string): Write<Written> {
  return {
    before: async () => {
      const { name } = await getChangeable(by, workspaceId);
      return { label: name, state: { archivedAt: null } };
    },
    send: () => archiveWorkspaceForEver(by, workspaceId),
    apply: (tx, found, own) => applyWorkspace(tx, workspaceId, found, own),
    reread: () => fetchWorkspace(workspaceId),
    isDone: (found) => found?.id === workspaceId && found.archivedAt !== null,
  };
}
