import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { toButtonClass } from "@/components/ui/button";
import type { CostQuery } from "@/lib/reports/search-params";

/** The days of the picture, each with the part that it is grouped by; exact dollars. */
export function CostExportLink({ query }: { query: CostQuery }) {
  const t = useTranslations("cost");
  const groups = { workspace: "day,workspace,workspace_id", model: "day,model" };
  const search = new URLSearchParams({ from: query.from, to: query.to, group: groups[query.group] });
  return (
    <a className={toButtonClass()} href={`/api/export/cost.csv?${search}`} download>
      <Download aria-hidden className="size-4" />
      {t("export")}
    </a>
  );
}
