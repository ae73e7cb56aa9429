"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { KeysInUse } from "@/components/directory/keys-in-use";
import { useKeysImpact } from "@/components/directory/use-keys-impact";
import { Skeleton } from "@/components/ui/display/skeleton";
import { VendorText } from "@/components/ui/display/vendor-text";
import { workspaceKeysQuery } from "@/lib/directory/workspaces/queries";

const liveStatuses = ["active", "inactive"];

/** Its own stop working with the workspace; those of the organization only lose it. */
export function WorkspaceKeysInUse({ workspaceId }: { workspaceId: string }) {
  const t = useTranslations("workspaces.archiving");
  const { data } = useQuery(workspaceKeysQuery(workspaceId));
  const live = data?.filter(({ status }) => liveStatuses.includes(status)) ?? [];
  const own = live.filter(({ scope }) => scope === "workspace");
  const { impacts } = useKeysImpact(own.map(({ id }) => id));
  if (!data || !impacts) return <Skeleton className="h-16 w-full" />;
  const inUse = impacts.filter(({ use }) => use !== "none");
  const wide = live.filter(({ scope }) => scope !== "workspace");
  return (
    <>
      {inUse.length > 0 && <KeysInUse impacts={inUse} />}
      {wide.length > 0 && (
        <p className="text-sm">
          {t("wideKeys", { count: wide.length })}{" "}
          <VendorText>{wide.map(({ name, id }) => name || id).join(", ")}</VendorText>
        </p>
      )}
    </>
  );
}
