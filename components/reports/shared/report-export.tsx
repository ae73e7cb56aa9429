"use client";

import { useTranslations } from "next-intl";
import { ExportMenu } from "@/components/shell/export-menu";
import { useOrganization } from "@/components/shell/use-organization";
import { usePaper } from "@/components/shell/use-paper";
import { toast } from "@/components/ui/overlay/toast-store";
import { parseAsTexts } from "@/lib/core/address/search-params";
import type { DayRange } from "@/lib/core/format/calendar";
import type { ReportNoun } from "@/lib/money/reports/queries";
import { type Filter, toFilterSearch } from "@/lib/money/reports/search-params";
import type { UsageSource } from "@/lib/money/reports/vocabulary";
import { useLinkItems } from "./use-link-items";

/** `source` applies only to usage, and `currency` only to cost. */
type Query = DayRange & { filter: Filter<string>; currency?: string | null; source?: UsageSource };
type Props = { noun: ReportNoun; query: Query; columns: readonly string[] };

/** Marks what a picture of a report shows. */
export const pictureId = "report-picture";

export function ReportExport({ noun, query, columns }: Props) {
  const t = useTranslations("reports");
  const { isSandbox } = useOrganization();
  const tShell = useTranslations("shell");
  const madeUp = `${tShell("sandboxTitle")}: ${tShell("madeUp")}`;
  const { from, to, filter, currency, source } = query;
  const group = parseAsTexts.serialize([...columns]);
  const search = new URLSearchParams({ from, to, group, ...toFilterSearch(filter) });
  const links = useLinkItems({ from, to });
  const paper = usePaper();
  if (currency) search.set("currency", currency);
  if (source === "analytics") search.set("source", source);

  async function saveImage() {
    const shown = document.getElementById(pictureId);
    const save = async (picture: HTMLElement) => {
      const { savePicture } = await import("./save-picture");
      await savePicture(picture, `${noun}-${from}-${to}.png`, isSandbox ? madeUp : null);
      return true;
    };
    const isSaved = shown && (await save(shown).catch(() => false));
    if (!isSaved) toast(t("notSaved"), { tone: "failure" });
  }
  return (
    <ExportMenu
      noun={noun}
      query={`?${search}`}
      schedule={noun}
      paper={paper}
      others={[
        ...(noun === "cost" ? [toFocusFile(t("focus"), { from, to })] : []),
        { id: "png", label: t("saveImage"), onSelect: saveImage },
        ...links,
      ]}
    />
  );
}

/** The standard's file is of all cost of its days, whatever the filters. */
function toFocusFile(label: string, days: DayRange) {
  return { id: "focus", href: `/api/export/focus.csv?${new URLSearchParams(days)}`, label };
}
