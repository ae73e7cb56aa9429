import "server-only";
import type { Seen } from "@/lib/core/admin-api/list-all";
import type { Write } from "@/lib/core/audit/write-through";
import type { Permit } from "@/lib/core/auth/permit";
import type { WorkspaceChange } from "./change-schema";
import { isSaved, readUnchanged } from "./concurrency";
import { fetchWorkspace, updateWorkspaceFields } from "./gateway";
import type { Workspace } from "./response-schema";
import { applyWorkspace } from "./write-mirror";

/** Nothing that someone else changed since is overwritten. */
export function toUpdateWrite(
  by: Permit<"workspaces:write">,
  workspaceId: string,
  given: { change: WorkspaceChange; seen: WorkspaceChange },
): Write<Seen<Workspace>> {
  const { change } = given;
  let name = "";
  return {
    sets: listSet(change),
    before: async () => {
      const { label, state } = await readUnchanged(by, workspaceId, given);
      name = label;
      return { label, state };
    },
    send: () => updateWorkspaceFields(by, workspaceId, { ...change, name: change.name ?? name }),
    apply: (tx, found, own) => applyWorkspace(tx, workspaceId, found, own),
    reread: () => fetchWorkspace(workspaceId),
    isDone: (found) => found?.id === workspaceId && isSaved(found, change),
  };
}

function listSet({ name, displayColor, residency, tags }: WorkspaceChange): string[] {
  const given = { name, displayColor, dataResidency: residency, tags: Object.keys(tags)[0] };
  return Object.entries(given).flatMap(([property, value]) => (value === undefined ? [] : [property]));
}
