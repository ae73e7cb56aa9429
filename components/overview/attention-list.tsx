"use client";

import clsx from "clsx";
import { ChevronRight, CircleAlert, CircleCheck } from "lucide-react";
import type { Route } from "next";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { LoadingText } from "@/components/shell/loading-history";
import { Button, toButtonClass } from "@/components/ui/controls/button";
import { Link } from "@/components/ui/controls/link";
import { useMoney } from "@/components/ui/display/money";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { Attention, Overview } from "@/lib/across/overview/schema";
import { formatDay } from "@/lib/core/format/format";
import { Card } from "./card";

const shownCount = 4;

type Props = Pick<Overview, "attention" | "attentionLoading">;

/** What is urgent comes first, and on a phone above everything else. */
export function AttentionList({ attention, attentionLoading }: Props) {
  const t = useTranslations("overview.attention");
  const [isWhole, setIsWhole] = useState(false);
  const isUrgent = attention.some((item) => item.isUrgent);
  const shown = isWhole ? attention : attention.slice(0, shownCount);
  return (
    <Card title={t("title")} className={clsx(isUrgent && "border-danger/40 max-lg:order-first")}>
      {/* While numbers grow, a sentence has room for its second line from the start. */}
      <ul className={clsx("-mx-5 mt-2 divide-y empty:hidden", attentionLoading && "lg:*:min-h-15")}>
        {shown.map((item, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an item that others come before would move; a new one doesn't.
          <AttentionItem key={`${place} ${item.kind} ${item.href}`} item={item} />
        ))}
      </ul>
      <div className="-mx-2 flex flex-wrap justify-between pt-1 empty:hidden">
        {attention.length > shownCount && (
          <Button
            variant="ghost"
            size="sm"
            data-whole={isWhole || undefined}
            onClick={() => setIsWhole(!isWhole)}
          >
            {isWhole ? t("fewer") : t("more", { count: attention.length - shown.length })}
          </Button>
        )}
        {attention.some(({ kind }) => kind === "finding") && (
          <Link href="/findings" className={clsx(toButtonClass("ghost", "sm"), "ml-auto print:hidden")}>
            {t("allFindings")}
          </Link>
        )}
      </div>
      {attentionLoading && (
        <p role="note" className="pt-2 text-ink-muted text-sm">
          {t("waiting")} <LoadingText loading={attentionLoading} />
        </p>
      )}
      {attention.length === 0 && !attentionLoading && (
        <p className="flex items-center gap-2 pt-2 text-ink-muted">
          <CircleCheck aria-hidden className="size-4 shrink-0 text-good" />
          {t("empty")}
        </p>
      )}
    </Card>
  );
}

function AttentionItem({ item }: { item: Attention }) {
  return (
    <li>
      {/* Sound: all of these addresses are ours; typed routes don't know query strings. */}
      <Link
        href={item.href as Route}
        className="flex gap-x-3 px-5 py-2.5 -outline-offset-2 transition-colors hover:bg-canvas"
      >
        <CircleAlert
          aria-hidden
          className={clsx("mt-0.5 size-4 shrink-0", item.isUrgent ? "text-danger" : "text-warn")}
        />
        <span className="min-w-0 flex-1">
          <AttentionText item={item} />
        </span>
        <ChevronRight aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint print:hidden" />
      </Link>
    </li>
  );
}

/** Text that people typed is set apart; the organization and Default get our own names. */
function AttentionText({ item }: { item: Attention }) {
  const { kind, count, detail, period, rule, days, day, cents, budgetCents, currency } = item;
  const t = useTranslations("overview.attention");
  const rules = useTranslations("findings.rules");
  const reports = useTranslations("reports");
  const locale = useLocale();
  const money = useMoney(currency);
  const nobody = kind === "day_stands_out" ? reports("default") : t("organization");
  return t.rich(`texts.${kind}`, {
    count,
    period: period ?? "",
    finding: rule === null ? "" : rules(`${rule}.sentence`, { count, days: days ?? 0 }),
    hasName: String(detail !== null),
    day: day === null ? "" : formatDay(day, locale),
    budget: budgetCents === null ? "" : money.format(budgetCents),
    amount: cents === null ? "" : toAmount(money.format(cents), cents, kind),
    name: () => (detail === null ? nobody : <VendorText className="font-medium">{detail}</VendorText>),
  });
}

function toAmount(amount: string, cents: string, kind: Attention["kind"]): string {
  const isMore = kind === "day_stands_out" && !cents.startsWith("-");
  return `${isMore ? "+" : ""}${amount}`;
}
