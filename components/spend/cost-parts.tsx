"use client";

import { useTranslations } from "next-intl";
import { useProductName } from "@/components/shell/use-product-name";
import { useMoney } from "@/components/ui/display/money";
import { VendorText } from "@/components/ui/display/vendor-text";
import { noKey } from "@/lib/reports/vocabulary";
import type { CostPart } from "@/lib/spend/schema";

const maxShown = 1;

export function CostParts({ parts, of }: { parts: readonly CostPart[]; of: "product" | "model" }) {
  const t = useTranslations("spend.actors");
  const tReports = useTranslations("reports.values");
  const toProduct = useProductName();
  const money = useMoney();
  const toName = (key: string) => {
    if (of === "product") return toProduct(key);
    return key === noKey ? tReports("none") : key;
  };
  const lines = parts.map(({ key, cents }) => `${toName(key)}: ${money.format(cents)}`);
  return (
    <span title={lines.join("\n")} className="block truncate text-ink-muted">
      <VendorText>{lines.slice(0, maxShown).join(" · ")}</VendorText>
      {lines.length > maxShown && ` ${t("moreParts", { count: lines.length - maxShown })}`}
    </span>
  );
}
