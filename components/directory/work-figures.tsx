"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMoney } from "@/components/ui/display/money";
import { formatCount } from "@/lib/core/format/format";
import type { WorkSums } from "@/lib/directory/members/schema";
import { AmountKindBadge } from "./amount-kind";

export function WorkFigures({ sums }: { sums: WorkSums }) {
  const t = useTranslations("me.figures");
  const locale = useLocale();
  const money = useMoney();
  const figures = [
    ["sessions", formatCount(sums.sessions, locale)],
    ["linesAdded", formatCount(sums.linesAdded, locale)],
    ["linesRemoved", formatCount(sums.linesRemoved, locale)],
    ["commits", formatCount(sums.commits, locale)],
    ["pullRequests", formatCount(sums.pullRequests, locale)],
    ["estimated", money.formatAll(sums.estimatedCents, sums.otherCents)],
  ] as const;
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg bg-line shadow-card forced-colors:gap-0 forced-colors:rounded-none forced-colors:*:border sm:grid-cols-3 xl:grid-cols-6">
      {figures.map(([name, text]) => (
        <div key={name} className="grid content-start gap-0.5 bg-surface px-3 py-3">
          <dt className="text-ink-muted text-sm">{t(name)}</dt>
          <dd className="flex flex-wrap items-center gap-x-1.5 font-semibold text-lg tabular-nums">
            {text}
            {name === "estimated" && <AmountKindBadge of="estimated" />}
          </dd>
        </div>
      ))}
    </dl>
  );
}
