"use client";

import { useQuery } from "@tanstack/react-query";
import { KeysInUse } from "@/components/directory/keys-in-use";
import { useKeysImpact } from "@/components/directory/use-keys-impact";
import { Skeleton } from "@/components/ui/display/skeleton";
import { workspaceKeysQuery } from "@/lib/workspaces/queries";

const liveStatuses = ["active", "inactive"];

export function WorkspaceKeysInUse({ workspaceId }: { workspaceId: string }) {
  const { data } = useQuery(workspaceKeysQuery(workspaceId));
  const live = data?.filter(({ status }) => liveStatuses.includes(status)) ?? [];
  const { impacts } = useKeysImpact(live.map(({ id }) => id));
  if (!data || !impacts) return <Skeleton className="h-16 w-full" />;
  const inUse = impacts.filter(({ use }) => use !== "none");
  return inUse.length > 0 && <KeysInUse impacts={inUse} />;
}
