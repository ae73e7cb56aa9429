"use client";

import { useLocale, useTranslations } from "next-intl";
import { LoadingText } from "@/components/shell/loading-history";
import { formatCount, formatCountShort, formatShare } from "@/lib/format";
import type { Overview } from "@/lib/overview/schema";
import { Tile } from "./tile";
import { TrendChart } from "./trend-chart";

export function UsageTiles({ overview: { usage, claudeCode } }: { overview: Overview }) {
  const t = useTranslations("overview");
  const locale = useLocale();
  return (
    <>
      {usage && (
        <>
          <Tile
            label={t("tokens")}
            href="/usage"
            value={
              usage.tokens === null ? (
                "–"
              ) : (
                <span title={formatCount(usage.tokens, locale)}>
                  {formatCountShort(Number(usage.tokens), locale)}
                </span>
              )
            }
            note={usage.loading ? <LoadingText loading={usage.loading} /> : t("last30")}
            trend={toTrend(usage.trend)}
          />
          <Tile
            label={t("cache")}
            href="/usage"
            value={usage.cacheShare === null ? "–" : formatShare(usage.cacheShare, locale)}
            note={usage.loading ? <LoadingText loading={usage.loading} /> : t("cacheNote")}
            trend={toTrend(usage.cacheTrend)}
          />
        </>
      )}
      {claudeCode && (
        <Tile
          label={t("claudeCode")}
          href="/claude-code"
          value={claudeCode.active === null ? "–" : formatCount(claudeCode.active, locale)}
          note={
            claudeCode.active === null && claudeCode.loading ? (
              <LoadingText loading={claudeCode.loading} />
            ) : (
              t("claudeCodeNote")
            )
          }
        />
      )}
    </>
  );
}

export function DirectoryTiles({ overview: { keys, people, invites } }: { overview: Overview }) {
  const t = useTranslations("overview");
  const tSync = useTranslations("sync");
  const locale = useLocale();
  // A directory that was never synced is not empty, so no count is shown.
  const toCounted = (count: number | null, note?: string) =>
    count === null
      ? { value: "–", note: tSync("readingDirectory") }
      : { value: formatCount(count, locale), note };
  return (
    <>
      {keys && <Tile label={t("keys")} href="/keys?status=active" {...toCounted(keys.active)} />}
      {people && <Tile label={t("people")} href="/members" {...toCounted(people.total)} />}
      {invites && (
        <Tile
          label={t("invites")}
          href="/invites?status=pending&sort=expires&dir=asc"
          {...toCounted(invites.pending, t("expiring", { count: invites.expiring }))}
        />
      )}
    </>
  );
}

function toTrend(values: readonly number[]) {
  return values.length > 0 && <TrendChart values={values} />;
}
