"use client";

import { useLocale, useTranslations } from "next-intl";
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
              <span title={formatCount(usage.tokens, locale)}>
                {formatCountShort(Number(usage.tokens), locale)}
              </span>
            }
            note={t("last30")}
            trend={<TrendChart values={usage.trend} />}
          />
          <Tile
            label={t("cache")}
            href="/usage"
            value={usage.cacheShare === null ? "–" : formatShare(usage.cacheShare, locale)}
            note={t("cacheNote")}
            trend={<TrendChart values={usage.cacheTrend} />}
          />
        </>
      )}
      {claudeCode && (
        <Tile
          label={t("claudeCode")}
          href="/claude-code"
          value={formatCount(claudeCode.active, locale)}
          note={t("claudeCodeNote")}
          trend={<TrendChart values={claudeCode.trend} />}
        />
      )}
    </>
  );
}

export function DirectoryTiles({ overview: { keys, people, invites } }: { overview: Overview }) {
  const t = useTranslations("overview");
  const locale = useLocale();
  return (
    <>
      {keys && (
        <Tile
          label={t("keys")}
          href="/keys?status=active"
          value={formatCount(keys.active, locale)}
          note={t("byMaking")}
          trend={<TrendChart values={keys.trend} />}
        />
      )}
      {people && (
        <Tile
          label={t("people")}
          href="/members"
          value={formatCount(people.total, locale)}
          note={t("byMaking")}
          trend={<TrendChart values={people.trend} />}
        />
      )}
      {invites && (
        <Tile
          label={t("invites")}
          href="/invites?status=pending&sort=expires&dir=asc"
          value={formatCount(invites.pending, locale)}
          note={t("expiring", { count: invites.expiring })}
          trend={<TrendChart values={invites.trend} />}
        />
      )}
    </>
  );
}
