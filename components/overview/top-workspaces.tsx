"use client";

import clsx from "clsx";
import type { Route } from "next";
import { useLocale, useTranslations } from "next-intl";
import { Mark } from "@/components/charts/mark";
import { type Color, toCssColor } from "@/components/charts/series";
import { Swatch } from "@/components/charts/swatch";
import { Provisional } from "@/components/shell/loading-history";
import { Link } from "@/components/ui/controls/link";
import { Amount } from "@/components/ui/display/amount";
import { Skeleton } from "@/components/ui/display/skeleton";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { Overview } from "@/lib/across/overview/schema";
import { formatShare } from "@/lib/core/format/format";
import { sumDecimals, toDifference, toShare } from "@/lib/core/money/money-math";
import { roundParts } from "@/lib/core/money/rounding";
import { Card } from "./card";
import { toCostHref } from "./to-cost-href";

/** One line, or two on a phone, with the bar below the name. */
const row = "col-span-full grid grid-cols-subgrid items-center gap-x-6 py-2";

type Props = { overview: Overview; isPartial: boolean; className: string };

/** People who can't open a workspace get its cost. */
export function TopWorkspaces({ overview, isPartial, className }: Props) {
  const t = useTranslations("overview.topWorkspaces");
  const reports = useTranslations("reports");
  const { month, topWorkspaces, workspaces } = overview;
  const days = { from: `${month.month}-01`, to: month.today };
  const { printed, rest } = printWorkspaces(topWorkspaces, month.cents);
  return (
    <Card
      title={t(isPartial ? "own" : "title")}
      note={month.cents === null && topWorkspaces.length > 0 && <Provisional />}
      href="/cost?range=this_month&include=today"
      className={className}
    >
      {topWorkspaces.length === 0 && <Skeleton className="mt-4 min-h-70 flex-1" />}
      {/* Rows, columns, and room for all of them don't depend on what is known so far. */}
      <ul
        className={clsx(
          "mt-2 grid auto-rows-[minmax(2.5rem,auto)] grid-cols-[minmax(0,1fr)_auto] content-start divide-y",
          "sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(5.5rem,auto)_3.5rem]",
          month.loading && "sm:min-h-62",
        )}
      >
        {topWorkspaces.map(({ key, label, color, cents }, index) => (
          <li key={key} className={row}>
            <Link
              // Sound: the type of a route with a parameter is generic.
              href={
                workspaces
                  ? (`/workspaces/${encodeURIComponent(key)}` as Route)
                  : toCostHref(days, { workspace: [key] }, month.currency)
              }
              className="flex min-w-0 items-center gap-2.5 rounded-sm hover:underline"
            >
              <Mark name={label ?? reports("default")} color={color} />
              <VendorText className="truncate">{label ?? reports("default")}</VendorText>
            </Link>
            <span className="text-right font-medium tabular-nums sm:order-1">
              <Amount cents={cents} printed={printed[index]} />
            </span>
            <ShareBar cents={cents} total={month.cents} color={color} />
          </li>
        ))}
        {rest && (
          <li className={row}>
            <span className="flex min-w-0 items-center gap-2.5 text-ink-muted">
              <span className="grid w-5 shrink-0 place-items-center">
                <Swatch color={toCssColor(null)} />
              </span>
              {t("others")}
            </span>
            <span className="text-right font-medium tabular-nums sm:order-1">
              <Amount cents={rest.cents} printed={rest.printed} />
            </span>
            <ShareBar cents={rest.cents} total={month.cents} color={null} />
          </li>
        )}
      </ul>
    </Card>
  );
}

/** With the rest, they add up to the month's cost. */
function printWorkspaces(top: Overview["topWorkspaces"], total: string | null) {
  const shown = top.map(({ cents }) => cents);
  const rest = total === null ? "0" : toDifference(sumDecimals(shown), total);
  const printed = roundParts([...shown, rest]);
  return { printed, rest: rest === "0" ? null : { cents: rest, printed: printed.at(-1) } };
}

type BarProps = { cents: string; total: string | null; color: Color | null };

function ShareBar({ cents, total, color }: BarProps) {
  const locale = useLocale();
  const share = total === null ? null : toShare(cents, total);
  return (
    <>
      <span
        aria-hidden
        className="block h-1.5 overflow-hidden rounded-full bg-sunken forced-color-adjust-none"
      >
        <span
          className="block h-full rounded-full"
          style={{ width: `min(100%, 100% * ${share ?? 0})`, background: toCssColor(color) }}
        />
      </span>
      <span className="text-right text-ink-muted text-xs tabular-nums sm:order-1">
        {share !== null && formatShare(share, locale)}
      </span>
    </>
  );
}
