import "server-only";
import { listAll, type Seen } from "@/lib/admin-api/list-all";
import {
  syntheticDefaultId,
  type Workspace,
  type WorkspaceMember,
  workspace,
  workspaceMember,
} from "./schema";

/** All workspaces, archived ones and Default included, whether or not the API lists Default. */
export async function fetchWorkspaces(signal?: AbortSignal): Promise<Seen<Workspace>[]> {
  const seenAt = new Date().toISOString();
  const listed = await fetchListed({ include_archived: true, include_default: true }, signal);
  const named = listed
    .filter(({ name, archivedAt }) => name === "Default" && !archivedAt)
    .map(({ id }) => id);
  const defaultId = named.length > 1 ? await findUnlisted(named, signal) : named[0];
  const found = listed.map((each) => ({ ...each, isDefault: each.id === defaultId }));
  return defaultId ? found : [...found, { ...syntheticDefault, seenAt }];
}

/** Of several that carry the name, the real one is hidden unless it is asked for. */
async function findUnlisted(named: string[], signal?: AbortSignal): Promise<string | undefined> {
  const listed = new Set((await fetchListed({}, signal)).map(({ id }) => id));
  return named.find((id) => !listed.has(id));
}

function fetchListed(flags: { include_archived?: boolean; include_default?: boolean }, signal?: AbortSignal) {
  return listAll(
    workspace,
    (api, query, options) => api.organization.workspaces.list({ ...query, ...flags }, options),
    signal,
  );
}

const syntheticDefault: Workspace = {
  ...workspace.parse({ id: syntheticDefaultId, name: "Default" }),
  isDefault: true,
};

export function fetchWorkspaceMembers(
  workspaceId: string,
  signal?: AbortSignal,
): Promise<Seen<WorkspaceMember>[]> {
  return listAll(
    workspaceMember,
    (api, query, options) => api.organization.workspaces.members.list(workspaceId, query, options),
    signal,
  );
}
