"use client";

import type { Route } from "next";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { AmountKindBadge } from "@/components/directory/amount-kind";
import { LoadingText } from "@/components/shell/loading-history";
import { useMoney } from "@/components/ui/display/money";
import type { Overview } from "@/lib/across/overview/schema";
import { formatCount, formatCountShort, formatShare } from "@/lib/core/format/format";
import type { LoadingHistory } from "@/lib/core/history/schema";
import { usd } from "@/lib/core/money/money";
import { Card } from "./card";

export function ClaudeCodeCard({ claudeCode }: { claudeCode: NonNullable<Overview["claudeCode"]> }) {
  const t = useTranslations("overview.claudeCode");
  const locale = useLocale();
  const money = useMoney(usd);
  const { active, activeBefore, centsEach, loading } = claudeCode;
  return (
    <FigureCard
      title={t("title")}
      href="/claude-code?range=this_month&include=today"
      figure={active === null ? null : formatCount(active, locale)}
      unit={t("active", { count: active ?? 0 })}
      before={activeBefore === null ? null : formatCount(activeBefore, locale)}
      loading={loading}
    >
      {centsEach !== null && (
        <>
          {t.rich("costEach", { amount: () => <strong>{money.format(centsEach)}</strong> })}{" "}
          <AmountKindBadge of="estimated" />
        </>
      )}
    </FigureCard>
  );
}

export function CacheCard({ usage }: { usage: NonNullable<Overview["usage"]> }) {
  const t = useTranslations("overview.cache");
  const locale = useLocale();
  const { cacheShare, shareBefore, tokens, loading } = usage;
  return (
    <FigureCard
      title={t("title")}
      href="/usage?range=this_month&include=today"
      figure={cacheShare === null ? null : formatShare(cacheShare, locale)}
      unit={t("ofInput")}
      before={shareBefore === null ? null : formatShare(shareBefore, locale)}
      loading={loading}
    >
      {tokens !== null &&
        t.rich("tokens", {
          tokens: () => (
            <strong title={formatCount(tokens, locale)}>{formatCountShort(Number(tokens), locale)}</strong>
          ),
        })}
    </FigureCard>
  );
}

type Props = {
  title: string;
  href: Route;
  /** Null if it isn't known; so is the one before. */
  figure: string | null;
  unit: string;
  before: string | null;
  loading: LoadingHistory | null;
  children: ReactNode;
};

function FigureCard({ title, href, figure, unit, before, loading, children }: Props) {
  const t = useTranslations("overview");
  return (
    <Card title={title} href={href} className="flex-1">
      <p className="mt-2 flex flex-wrap items-baseline gap-x-2">
        <span className="font-semibold text-xl tabular-nums">{figure ?? "–"}</span>
        {figure !== null && <span className="text-ink-muted text-sm">{unit}</span>}
      </p>
      {/* Keeps its line until it is known. */}
      <p className="min-h-4 text-ink-muted text-xs tabular-nums">
        {loading ? <LoadingText loading={loading} /> : before !== null && t("before", { figure: before })}
      </p>
      <div className="mt-auto min-h-7 pt-2 text-sm tabular-nums [&>strong]:font-semibold">{children}</div>
    </Card>
  );
}
