"use client";

import { useLocale, useTranslations } from "next-intl";
import { Amount, Difference } from "@/components/ui/display/amount";
import { VendorText } from "@/components/ui/display/vendor-text";
import { toPeriodEnd } from "@/lib/calendar";
import { formatSpan } from "@/lib/format";
import type { Overview } from "@/lib/overview/schema";
import { roundChange } from "@/lib/rounding";
import type { Change, MonthChanges } from "@/lib/spend/schema";
import { Card } from "./card";
import { ChangeSentence } from "./change-sentence";
import { toChangesHref, toCostHref } from "./to-cost-href";
import { useMonthNames } from "./use-month-names";

type Props = Pick<Overview, "changes" | "month">;

export function WhatChanged({ changes, month }: Props) {
  const t = useTranslations("overview.changes");
  return (
    <Card
      title={t("title")}
      href={changes ? toChangesHref(changes) : "/cost/changes"}
      className="lg:col-span-4"
    >
      {changes ? (
        <Sentences changes={changes} />
      ) : (
        <p className="mt-3 text-ink-muted">{t(month.loading ? "waiting" : "tooLittle")}</p>
      )}
    </Card>
  );
}

function Sentences({ changes }: { changes: MonthChanges }) {
  const t = useTranslations("overview.changes");
  const reports = useTranslations("reports");
  const locale = useLocale();
  const { currency, after, before, workspace, model } = changes;
  return (
    <>
      <ul className="mt-2 flex max-h-96 flex-1 flex-col divide-y">
        <ChangeSentence href={toChangesHref(changes)} change={changes}>
          <Total changes={changes} />
        </ChangeSentence>
        {workspace && (
          <ChangeSentence
            href={toCostHref(after, { workspace: [workspace.key] }, currency)}
            change={workspace}
          >
            <Most change={workspace} name={workspace.label ?? reports("default")} />
          </ChangeSentence>
        )}
        {model && (
          <ChangeSentence href={toCostHref(after, { model: [model.key] }, currency)} change={model}>
            <Most change={model} name={model.label ?? t("noModel")} />
          </ChangeSentence>
        )}
      </ul>
      <p className="mt-auto pt-3 text-ink-faint text-xs">
        {t("days", {
          after: formatSpan(after, locale, "short"),
          before: formatSpan(before, locale, "short"),
        })}
      </p>
    </>
  );
}

function Total({ changes }: { changes: MonthChanges }) {
  const { after, before, beforeCents, afterCents, differenceCents } = changes;
  const t = useTranslations("overview.changes");
  const names = useMonthNames(after.from.slice(0, 7));
  const { difference } = roundChange(beforeCents, afterCents);
  const direction = difference === "0" ? "same" : isLess(difference) ? "below" : "above";
  return t.rich(`total.${direction}`, {
    period: isMonth(after) ? names.now : t("soFar", { month: names.now }),
    compared: isMonth(after)
      ? names.before
      : t(isMonth(before) ? "allOf" : "sameDays", { month: names.before }),
    amount: () => (
      <strong className={amountClass}>
        <Amount cents={differenceCents.replace("-", "")} printed={difference.replace("-", "")} />
      </strong>
    ),
  });
}

function Most({ change, name }: { change: Change; name: string }) {
  const t = useTranslations("overview.changes");
  const { differenceCents } = change;
  const { difference } = roundChange(change.beforeCents, change.afterCents);
  return t.rich(isLess(differenceCents) ? "fellMost" : "roseMost", {
    name: () => <VendorText className="font-medium">{name}</VendorText>,
    amount: () => (
      <strong className={amountClass}>
        <Difference cents={differenceCents} printed={difference} />
      </strong>
    ),
  });
}

const amountClass = "font-semibold tabular-nums";

function isLess(cents: string): boolean {
  return cents.startsWith("-");
}

function isMonth({ to }: MonthChanges["after"]): boolean {
  return toPeriodEnd(to, "month") === to;
}
