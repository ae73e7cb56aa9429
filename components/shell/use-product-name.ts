"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { knownProducts, noKey } from "@/lib/reports/vocabulary";

/** What a product of the vendor is called; one that is not known here is shown as it came. */
export function useProductName(): (product: string | null) => string {
  const t = useTranslations("reports.values");
  return useCallback(
    (product) => {
      if (product === null || product === noKey) return t("lacks.product");
      const known = knownProducts.find((one) => one === product);
      return known ? t(`products.${known}`) : product;
    },
    [t], // Columns of tables are made with it and want a stable identity.
  );
}
