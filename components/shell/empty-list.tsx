"use client";

import { useQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/controls/button";
import type { LoadingHistory as Loading } from "@/lib/history/schema";
import { syncStatusQuery } from "@/lib/sync/queries";
import { EmptyState } from "./empty-state";
import { LoadingHistory } from "./loading-history";

type Props = {
  /** Whose words are used. */
  noun: "activity" | "bulk" | "invites" | "keys" | "members" | "workspaces";
  icon?: ReactNode;
  /** Removes the filters that leave nothing; without any nothing is there yet. */
  onClear: (() => void) | undefined;
  /** What a filter waits for, such as one for what was not used. */
  loading?: Loading | null | undefined;
};

/** Why a list shows nothing. */
export function EmptyList({ noun, icon, onClear, loading }: Props) {
  const t = useTranslations(noun);
  const tSync = useTranslations("sync");
  const { data: sync } = useQuery(syncStatusQuery());
  if (loading) return <Waiting loading={loading} />;
  if (sync && sync.lastSyncedAt === null && !onClear)
    return <EmptyState icon={icon} title={tSync("readingDirectory")} text={tSync("readingDirectoryText")} />;
  if (!onClear) return <EmptyState icon={icon} title={t("emptyTitle")} text={t("emptyText")} />;
  return (
    <EmptyState
      icon={<SearchX />}
      title={t("noMatchTitle")}
      text={t("noMatchText")}
      action={<Button onClick={onClear}>{t("clearFilters")}</Button>}
    />
  );
}

function Waiting({ loading }: { loading: Loading }) {
  return (
    <div className="mx-auto grid max-w-md flex-1 content-center px-4 py-14">
      <LoadingHistory loading={loading} text={useTranslations("sync")("filterWaiting")} />
    </div>
  );
}
