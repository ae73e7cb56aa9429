"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Skeleton } from "@/components/ui/display/skeleton";
import { Dialog } from "@/components/ui/overlay/dialog";
import { activityEntryQuery } from "@/lib/governance/activity/queries";
import type { ActivityRow } from "@/lib/governance/activity/schema";
import { ActivityDialog } from "./activity-dialog";

type Props = {
  entry: string;
  /** The entry, if it is in the list already. */
  known: ActivityRow | undefined;
  canResolve: boolean;
  isFeedOn: boolean | null;
  onClose: () => void;
};

/** The entry that the address names, whatever the list shows. */
export function AskedEntry({ entry, known, ...rest }: Props) {
  const t = useTranslations("activity");
  const { data, error } = useQuery({ ...activityEntryQuery(entry), enabled: known === undefined });
  const row = known ?? data;
  if (row) return <ActivityDialog row={row} {...rest} />;
  return (
    <Dialog title={t("entry")} onClose={rest.onClose}>
      {error ? <FailureNote failure={toFailure(error)} /> : <Skeleton className="h-40 w-full" />}
    </Dialog>
  );
}
