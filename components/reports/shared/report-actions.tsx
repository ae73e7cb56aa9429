"use client";

import { Download, Link2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button, toButtonClass } from "@/components/ui/controls/button";
import { toast } from "@/components/ui/overlay/toast-store";
import type { DayRange } from "@/lib/calendar";
import type { ReportNoun } from "@/lib/reports/queries";
import { type Filter, toFilterSearch } from "@/lib/reports/search-params";
import type { UsageSource } from "@/lib/reports/vocabulary";

/** `source` applies only to usage, and `currency` only to cost. */
type Query = DayRange & { filter: Filter<string>; currency?: string | null; source?: UsageSource };
type Props = { noun: ReportNoun; query: Query; columns: string };

export function ReportActions({ noun, query, columns }: Props) {
  const t = useTranslations("reports");
  const { from, to, filter, currency, source } = query;
  const search = new URLSearchParams({ from, to, group: columns, ...toFilterSearch(filter) });
  if (currency) search.set("currency", currency);
  if (source === "analytics") search.set("source", source);
  return (
    <>
      {(["csv", "xlsx"] as const).map((format) => {
        const name = format === "csv" ? t("export") : t("exportXlsx");
        return (
          <a
            key={format}
            className={toButtonClass()}
            aria-label={t("exportAs", { format: name })}
            href={`/api/export/${noun}.${format}?${search}`}
            download
          >
            <Download aria-hidden className="size-4" />
            {name}
          </a>
        );
      })}
      <CopyLink />
    </>
  );
}

function CopyLink() {
  const t = useTranslations("reports");
  async function copy() {
    const isCopied = await navigator.clipboard?.writeText(window.location.href).then(
      () => true,
      () => false,
    );
    if (isCopied) toast(t("linkCopied"));
    else toast(t("linkNotCopied"), { tone: "failure" });
  }
  return (
    <Button onClick={copy}>
      <Link2 aria-hidden className="size-4" />
      {t("copyLink")}
    </Button>
  );
}
