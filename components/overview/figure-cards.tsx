"use client";

import type { Route } from "next";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { AmountKindBadge } from "@/components/directory/amount-kind";
import { LoadingText } from "@/components/shell/loading-history";
import { useMoney } from "@/components/ui/display/money";
import { formatCount, formatCountShort, formatShare } from "@/lib/format";
import { usd } from "@/lib/money";
import type { Overview } from "@/lib/overview/schema";
import { Card } from "./card";

export function ClaudeCodeCard({ claudeCode }: { claudeCode: NonNullable<Overview["claudeCode"]> }) {
  const t = useTranslations("overview.claudeCode");
  const locale = useLocale();
  const money = useMoney(usd);
  const { active, centsEach, loading } = claudeCode;
  return (
    <FigureCard
      title={t("title")}
      href="/claude-code?range=7d"
      figure={active === null ? null : formatCount(active, locale)}
      unit={t("active", { count: active ?? 0 })}
      note={loading ? <LoadingText loading={loading} /> : t("days")}
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
  const { cacheShare, tokens, loading } = usage;
  return (
    <FigureCard
      title={t("title")}
      href="/usage"
      figure={cacheShare === null ? null : formatShare(cacheShare, locale)}
      unit={t("ofInput")}
      note={loading ? <LoadingText loading={loading} /> : t("days")}
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
  /** Null if it isn't known. */
  figure: ReactNode;
  unit: string;
  note: ReactNode;
  children: ReactNode;
};

export function FigureCard({ title, href, figure, unit, note, children }: Props) {
  return (
    <Card title={title} href={href} className="flex-1">
      <p className="mt-2 flex flex-wrap items-baseline gap-x-2">
        <span className="font-semibold text-xl tabular-nums">{figure ?? "–"}</span>
        {figure !== null && <span className="text-ink-muted text-sm">{unit}</span>}
      </p>
      {/* Keeps its line until it is known. */}
      <div className="mt-2 min-h-5 text-sm tabular-nums [&>strong]:font-semibold">{children}</div>
      <p className="mt-auto pt-3 text-ink-faint text-xs">{note}</p>
    </Card>
  );
}
