"use client";

import { Image, Link2, Printer } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ExportMenu } from "@/components/ui/overlay/export-menu";
import { toast } from "@/components/ui/overlay/toast-store";
import type { DayRange } from "@/lib/calendar";
import type { ReportNoun } from "@/lib/reports/queries";
import { type Filter, toFilterSearch } from "@/lib/reports/search-params";
import type { UsageSource } from "@/lib/reports/vocabulary";

/** `source` applies only to usage, and `currency` only to cost. */
type Query = DayRange & { filter: Filter<string>; currency?: string | null; source?: UsageSource };
type Props = { noun: ReportNoun; query: Query; columns: string };

/** Marks what a picture of a report shows. */
export const pictureId = "report-picture";

export function ReportExport({ noun, query, columns }: Props) {
  const t = useTranslations("reports");
  const { from, to, filter, currency, source } = query;
  const search = new URLSearchParams({ from, to, group: columns, ...toFilterSearch(filter) });
  if (currency) search.set("currency", currency);
  if (source === "analytics") search.set("source", source);

  async function saveImage() {
    const shown = document.getElementById(pictureId);
    const isSaved =
      shown &&
      (await isDone(async () => {
        const { savePicture } = await import("./save-picture");
        await savePicture(shown, `${noun}-${from}-${to}.png`);
      }));
    if (!isSaved) toast(t("notSaved"), { tone: "failure" });
  }
  async function copyLink() {
    const isCopied = await isDone(() => navigator.clipboard.writeText(toLasting(query)));
    if (isCopied) toast(t("linkCopied"));
    else toast(t("linkNotCopied"), { tone: "failure" });
  }
  return (
    <ExportMenu
      noun={noun}
      query={`?${search}`}
      others={[
        { id: "png", label: toLabel(<Image aria-hidden />, t("saveImage")), onSelect: saveImage },
        { id: "print", label: toLabel(<Printer aria-hidden />, t("print")), onSelect: () => window.print() },
        { id: "link", label: toLabel(<Link2 aria-hidden />, t("copyLink")), onSelect: copyLink },
      ]}
    />
  );
}

function toLabel(icon: ReactNode, text: string): ReactNode {
  return (
    <>
      {icon} {text}
    </>
  );
}

/** The address of what is shown now: a range such as "30 days" would be another one tomorrow. */
function toLasting({ from, to }: DayRange): string {
  const address = new URL(window.location.href);
  address.searchParams.delete("range");
  address.searchParams.set("from", from);
  address.searchParams.set("to", to);
  return address.href;
}

async function isDone(run: () => Promise<void>): Promise<boolean> {
  return run().then(
    () => true,
    () => false,
  );
}
