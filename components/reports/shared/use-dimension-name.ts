"use client";

import { useTranslations } from "next-intl";
import { dimensions } from "./dimensions";

export function useDimensionName(): (dimension: string) => string {
  const t = useTranslations("reports");
  return (dimension) => {
    const known = dimensions.find((one) => one === dimension);
    return known ? t(`dimensions.${known}`) : dimension;
  };
}
