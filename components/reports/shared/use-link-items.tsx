"use client";

import { CalendarSync, Link2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { copyText } from "@/components/ui/controls/copy-text";
import type { MenuItem } from "@/components/ui/overlay/menu";
import { toast } from "@/components/ui/overlay/toast-store";
import type { DayRange } from "@/lib/core/format/calendar";
import { rangeSearchParams } from "@/lib/money/reports/search-params";

/** Copy the page's address: of the days that are shown now, or of a range that keeps rolling. */
export function useLinkItems(days: DayRange): MenuItem[] {
  const t = useTranslations("reports");
  const [range] = useQueryStates(rangeSearchParams);
  const isRolling = range.from === null && range.to === null;

  async function copyLink(address: string) {
    if (await copyText(address)) toast(t("linkCopied"));
    else toast(t("linkNotCopied"), { tone: "failure" });
  }
  const lasting = {
    id: "link",
    label: (
      <>
        <Link2 aria-hidden /> {t("copyLink")}
      </>
    ),
    onSelect: () => copyLink(toLasting(days)),
  };
  if (!isRolling) return [lasting];
  const rolling = {
    id: "rolling",
    label: (
      <>
        <CalendarSync aria-hidden /> {t("copyRollingLink")}
      </>
    ),
    onSelect: () => copyLink(toRolling(range.range)),
  };
  return [lasting, rolling];
}

/** The address of a range such as "30 days", which is another one tomorrow. */
function toRolling(range: string): string {
  const address = new URL(window.location.href);
  address.searchParams.set("range", range);
  return address.href;
}

/** The address of the days that are shown now. */
function toLasting({ from, to }: DayRange): string {
  const address = new URL(window.location.href);
  address.searchParams.delete("range");
  address.searchParams.delete("include");
  address.searchParams.set("from", from);
  address.searchParams.set("to", to);
  return address.href;
}
