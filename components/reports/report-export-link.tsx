import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { toButtonClass } from "@/components/ui/button";
import type { DayRange } from "@/lib/reports/search-params";

type Props = { noun: "cost" | "usage" | "claude-code"; range: DayRange; columns: string };

/** The days of the picture, each by the columns that it is grouped by; exact numbers. */
export function ReportExportLink({ noun, range, columns }: Props) {
  const t = useTranslations("reports");
  const search = new URLSearchParams({ from: range.from, to: range.to, group: columns });
  return (
    <a className={toButtonClass()} href={`/api/export/${noun}.csv?${search}`} download>
      <Download aria-hidden className="size-4" />
      {t("export")}
    </a>
  );
}
