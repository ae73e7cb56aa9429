"use client";

import { CalendarClock, Download, Printer } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button, toButtonClass } from "@/components/ui/controls/button";
import { DisabledControl } from "@/components/ui/controls/disabled-control";
import type { Chargeback } from "@/lib/spend/schema";
import { useSaveChargebackDefaults } from "./use-save-chargeback-defaults";

/** Files use the page's terms, including those that come from the settings instead of the URL. */
export function ChargebackTakeaways({ statement, canKeep }: { statement: Chargeback; canKeep: boolean }) {
  const { month, tag, rule, center, currency, totals } = statement;
  const keeping = useSaveChargebackDefaults();
  const router = useRouter();
  const t = useTranslations("spend.chargeback");
  const terms = Object.entries({
    month,
    tag,
    rule,
    center,
    currency: totals.length > 0 ? currency : null,
  }).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  const search = new URLSearchParams(terms);
  if (statement.lacksCenter) return <WithoutCenter canKeep={canKeep} />;
  return (
    <span className="flex flex-wrap gap-2 print:hidden">
      {(["csv", "xlsx"] as const).map((format) => (
        <a
          key={format}
          className={toButtonClass()}
          href={`/api/export/chargeback/statement.${format}?${search}`}
          download
        >
          <Download aria-hidden className="size-4" />
          {t(format)}
        </a>
      ))}
      <Button onClick={() => router.push(`/schedules?${toAsked()}`)}>
        <CalendarClock aria-hidden className="size-4" />
        {t("schedule")}
      </Button>
      <Button onClick={() => window.print()}>
        <Printer aria-hidden className="size-4" />
        {t("print")}
      </Button>
      {canKeep && (
        <Button isPending={keeping.isPending} onClick={() => keeping.mutate(statement)}>
          {t("keep")}
        </Button>
      )}
    </span>
  );
}

/** With what the page's address holds: without a month, each statement is of the last one. */
function toAsked(): URLSearchParams {
  return new URLSearchParams({ report: "statement", query: window.location.search.slice(1) });
}

const takeaways = ["csv", "xlsx", "schedule", "print"] as const;

/** A statement that lacks a choice would be wrong wherever it goes. */
function WithoutCenter({ canKeep }: { canKeep: boolean }) {
  const t = useTranslations("spend.chargeback");
  const reason = useTranslations("reasons")("rule_without_center");
  return (
    <span className="flex flex-wrap gap-2 print:hidden">
      {([...takeaways, ...(canKeep ? (["keep"] as const) : [])] as const).map((name) => (
        <DisabledControl key={name} as="button" label={t(name)} value={t(name)} reason={reason} />
      ))}
    </span>
  );
}
