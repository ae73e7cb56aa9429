"use client";

import { CalendarOff, Grid3x3 } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { EmptyState } from "@/components/shell/empty-state";
import { LoadingHistory } from "@/components/shell/loading-history";
import { LoadingState } from "@/components/shell/loading-state";
import { NoMatches } from "@/components/shell/no-matches";
import { formatDay } from "@/lib/core/format/format";
import type { AccessPage } from "@/lib/directory/access/schema";
import type { AccessSearch } from "@/lib/directory/access/search-params";

type Props = { search: AccessSearch; newest: AccessPage | undefined; onClear: (() => void) | undefined };

export function EmptyAccess({ search: { at }, newest, onClear }: Props) {
  const t = useTranslations("access");
  const past = useTranslations("snapshots");
  const locale = useLocale();
  if (!newest) return <LoadingState />;
  const { keptSince, loading } = newest;
  if (at !== null && (keptSince === null || at < keptSince)) {
    const text = keptSince ? past("unknownText", { day: formatDay(keptSince, locale) }) : past("nothingText");
    return <EmptyState icon={<CalendarOff />} title={past("unknownTitle")} text={text} />;
  }
  if (loading) return <LoadingHistory loading={loading} />;
  if (!onClear) return <EmptyState icon={<Grid3x3 />} title={t("emptyTitle")} text={t("emptyText")} />;
  return <NoMatches noun="access" onClear={onClear} />;
}
