"use client";

import { useQuery } from "@tanstack/react-query";
import { History, ListChecks, MailPlus, ShieldAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { loadedLater } from "@/components/ui/on-demand";
import { syncStatusQuery } from "@/lib/across/sync/queries";
import type { LoadingHistory as Loading } from "@/lib/core/history/schema";
import { EmptyState } from "./empty-state";
import { navIcons } from "./nav-icons";

const Waiting = loadedLater(() => import("./filter-waiting").then((file) => file.FilterWaiting));

const icons = { ...navIcons, activity: History, bulk: ListChecks, findings: ShieldAlert, invites: MailPlus };

/** Lists of Castellan's own objects, which no sync reads. */
const ofCastellan: readonly string[] = ["bulk", "findings"];

export type EmptyListProps = {
  noun: "activity" | "bulk" | "findings" | "invites" | "keys" | "members" | "workspaces";
  /** Removes the filters; undefined if the list is empty without filters. */
  onClear: (() => void) | undefined;
  loading?: Loading | null | undefined;
  /** The first step, for those who may take it. */
  action?: ReactNode;
};

export function EmptyListState({ noun, loading, action }: EmptyListProps) {
  const Icon = icons[noun];
  const t = useTranslations(noun);
  const tSync = useTranslations("sync");
  const { data: sync } = useQuery(syncStatusQuery());
  if (loading) return <Waiting loading={loading} />;
  if (!ofCastellan.includes(noun) && sync && sync.lastSyncedAt === null)
    return (
      <EmptyState icon={<Icon />} title={tSync("readingDirectory")} text={tSync("readingDirectoryText")} />
    );
  return <EmptyState icon={<Icon />} title={t("emptyTitle")} text={t("emptyText")} action={action} />;
}
