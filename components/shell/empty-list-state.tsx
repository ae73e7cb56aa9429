"use client";

import { useQuery } from "@tanstack/react-query";
import { History, KeyRound, Layers, ListChecks, MailPlus, ShieldCheck, Users } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { LoadingHistory as Loading } from "@/lib/history/schema";
import { syncStatusQuery } from "@/lib/sync/queries";
import { EmptyState } from "./empty-state";
import { LoadingHistory } from "./loading-history";
import { NoMatches } from "./no-matches";

const icons = {
  activity: History,
  bulk: ListChecks,
  findings: ShieldCheck,
  invites: MailPlus,
  keys: KeyRound,
  members: Users,
  workspaces: Layers,
};

/** What isn't read from the directory. */
const ofCastellan: readonly string[] = ["bulk", "findings"];

export type EmptyListProps = {
  noun: keyof typeof icons;
  /** Removes the filters; undefined if the list is empty without filters. */
  onClear: (() => void) | undefined;
  loading?: Loading | null | undefined;
  /** The first step, for those who may take it. */
  action?: ReactNode;
};

export function EmptyListState({ noun, onClear, loading, action }: EmptyListProps) {
  const Icon = icons[noun];
  const t = useTranslations(noun);
  const tSync = useTranslations("sync");
  const { data: sync } = useQuery(syncStatusQuery());
  if (loading) return <Waiting loading={loading} />;
  if (!ofCastellan.includes(noun) && sync && sync.lastSyncedAt === null && !onClear)
    return (
      <EmptyState icon={<Icon />} title={tSync("readingDirectory")} text={tSync("readingDirectoryText")} />
    );
  if (!onClear)
    return <EmptyState icon={<Icon />} title={t("emptyTitle")} text={t("emptyText")} action={action} />;
  return <NoMatches noun={noun} onClear={onClear} />;
}

function Waiting({ loading }: { loading: Loading }) {
  return (
    <div className="mx-auto grid max-w-md flex-1 content-center px-4 py-14">
      <LoadingHistory loading={loading} text={useTranslations("sync")("filterWaiting")} />
    </div>
  );
}
