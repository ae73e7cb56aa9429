"use client";

import { ArrowRight } from "lucide-react";
import type { Route } from "next";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useChangeSentences } from "@/components/directory/use-change-sentences";
import { Link } from "@/components/ui/controls/link";
import { Amount } from "@/components/ui/display/amount";
import type { Overview } from "@/lib/across/overview/schema";
import { formatSpan, toSpanStyle } from "@/lib/core/format/format";
import { roundChange } from "@/lib/core/money/rounding";
import type { Change, MonthChanges } from "@/lib/money/spend/change-schema";
import { Card } from "./card";
import { toChangesHref } from "./to-cost-href";

type Props = Pick<Overview, "changes" | "month">;

export function WhatChanged({ changes, month }: Props) {
  const t = useTranslations("overview.changes");
  return (
    <Card title={t("title")} href={changes ? toChangesHref(changes) : "/cost/changes"} className="flex-1">
      {changes ? (
        <Sentences changes={changes} month={month} />
      ) : (
        <p className="mt-3 text-ink-muted">{t(month.loading ? "waiting" : "tooLittle")}</p>
      )}
    </Card>
  );
}

type SentencesProps = { changes: MonthChanges; month: Overview["month"] };

function Sentences({ changes, month: { month, today } }: SentencesProps) {
  const t = useTranslations("overview.changes");
  const locale = useLocale();
  const { after, before, beforeCents, afterCents } = changes;
  const style = toSpanStyle([after, before], today);
  const printed = roundChange(beforeCents, afterCents);
  const { total, where, why } = useChangeSentences({ ...changes, printed }, today);
  return (
    <>
      <ul className="divide-y">
        <ChangeSentence href={toChangesHref(changes)} change={changes}>
          {total}
        </ChangeSentence>
        {where && <ChangeSentence>{where}</ChangeSentence>}
        {why && <ChangeSentence>{why}</ChangeSentence>}
      </ul>
      {!after.from.startsWith(month) && (
        <p className="mt-auto pt-3 text-ink-faint text-xs">
          {t("days", {
            after: formatSpan(after, locale, style),
            before: formatSpan(before, locale, style),
          })}
        </p>
      )}
    </>
  );
}

type ChangeSentenceProps = { children: ReactNode } & (
  | { href: Route; change: Pick<Change, "beforeCents" | "afterCents"> }
  | { href?: never; change?: never }
);

function ChangeSentence({ href, change, children }: ChangeSentenceProps) {
  if (!href)
    return (
      <li className="py-4">
        <p>{children}</p>
      </li>
    );
  const { beforeCents, afterCents } = change;
  const printed = roundChange(beforeCents, afterCents);
  return (
    <li className="grid gap-1 py-4">
      <Link href={href} className="rounded-sm text-lg hover:underline hover:underline-offset-2">
        {children}
      </Link>
      <p className="flex flex-wrap items-center gap-x-1.5 text-ink-muted text-sm tabular-nums">
        <Amount cents={beforeCents} printed={printed.before} />
        <ArrowRight aria-hidden className="size-3.5" />
        <Amount cents={afterCents} printed={printed.total} />
      </p>
    </li>
  );
}
