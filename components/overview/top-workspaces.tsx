"use client";

import type { Route } from "next";
import { useLocale, useTranslations } from "next-intl";
import { type Color, toCssColor } from "@/components/charts/series";
import { Swatch } from "@/components/charts/swatch";
import { Link } from "@/components/ui/controls/link";
import { Amount } from "@/components/ui/display/amount";
import { VendorText } from "@/components/ui/display/vendor-text";
import { formatShare } from "@/lib/format";
import { toShare } from "@/lib/money-math";
import type { Overview } from "@/lib/overview/schema";
import { Card } from "./card";
import { toCostHref } from "./to-cost-href";

type Props = { overview: Overview; isPartial: boolean; className: string };

/** People who can't open a workspace get its cost. */
export function TopWorkspaces({ overview, isPartial, className }: Props) {
  const t = useTranslations("overview.topWorkspaces");
  const reports = useTranslations("reports");
  const { month, topWorkspaces, workspaces } = overview;
  const days = { from: `${month.month}-01`, to: month.today };
  return (
    <Card title={t(isPartial ? "own" : "title")} href="/cost?range=this_month" className={className}>
      <ul className="mt-2 grid grid-cols-[minmax(0,1fr)_auto] divide-y">
        {topWorkspaces.map(({ key, label, color, cents }) => (
          <li key={key} className="col-span-2 grid grid-cols-subgrid items-center gap-x-6 py-2">
            <Link
              // Sound: the type of a route with a parameter is generic.
              href={
                workspaces
                  ? (`/workspaces/${encodeURIComponent(key)}` as Route)
                  : toCostHref(days, { workspace: [key] }, month.currency)
              }
              className="flex min-w-0 items-center gap-2.5 rounded-sm hover:underline"
            >
              <Swatch color={toCssColor(color)} />
              <VendorText className="truncate">{label ?? reports("default")}</VendorText>
            </Link>
            <span className="text-right font-medium tabular-nums">
              <Amount cents={cents} />
            </span>
            <ShareBar cents={cents} total={month.cents} color={color} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

type BarProps = { cents: string; total: string | null; color: Color | null };

function ShareBar({ cents, total, color }: BarProps) {
  const locale = useLocale();
  if (total === null) return null;
  const share = toShare(cents, total);
  return (
    <>
      <span aria-hidden className="block h-1.5 overflow-hidden rounded-full bg-sunken">
        <span
          className="block h-full rounded-full"
          style={{ width: `min(100%, 100% * ${share})`, background: toCssColor(color) }}
        />
      </span>
      <span className="text-right text-ink-muted text-xs tabular-nums">{formatShare(share, locale)}</span>
    </>
  );
}
