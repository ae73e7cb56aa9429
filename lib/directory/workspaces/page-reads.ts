import "server-only";
import type { QueryKey } from "@tanstack/react-query";
import type { Permit } from "@/lib/core/auth/permit";
import { getWorkspaceSpend, listWorkspaceKeys } from "./detail-read-model";
import { getWorkspace } from "./list-read-model";
import { listPeople } from "./people-read-model";
import { workspaceKeysQuery, workspacePeopleQuery, workspaceQuery, workspaceSpendQuery } from "./queries";
import type { PersonSearch } from "./search-params";
import type { WorkspaceTab } from "./vocabulary";

type Read = { queryKey: QueryKey; queryFn: () => Promise<unknown> };

export function listWorkspacePageReads(
  by: Permit<"workspaces:read">,
  workspaceId: string,
  { tab, ...search }: PersonSearch & { tab: WorkspaceTab },
): Read[] {
  const head = { ...workspaceQuery(workspaceId), queryFn: () => getWorkspace(by, workspaceId) };
  const keys = { ...workspaceKeysQuery(workspaceId), queryFn: () => listWorkspaceKeys(by, workspaceId) };
  const parts: Partial<Record<WorkspaceTab, Read>> = {
    members: {
      ...workspacePeopleQuery(workspaceId, search),
      queryFn: () => listPeople(by, workspaceId, search),
    },
    reach: keys,
    keys,
    spend: { ...workspaceSpendQuery(workspaceId), queryFn: () => getWorkspaceSpend(by, workspaceId) },
  };
  const part = parts[tab];
  return part ? [head, part] : [head];
}
