"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { knownProducts, noKey } from "@/lib/money/reports/vocabulary";

export function useProductName(): (product: string | null) => string {
  const t = useTranslations("reports.values");
  return useCallback(
    (product) => {
      if (product === null || product === noKey) return t("lacks.product");
      const known = knownProducts.find((one) => one === product);
      return known ? t(`products.${known}`) : product;
    },
    [t], // Stable, because table columns depend on it.
  );
}
