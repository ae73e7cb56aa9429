"use client";

import { useTranslations } from "next-intl";
import { useTagName } from "@/components/directory/use-tag-name";
import { isTag } from "@/lib/money/reports/dimension";
import { dimensions } from "./dimensions";

export function useDimensionName(): (dimension: string) => string {
  const t = useTranslations("reports");
  const toTagName = useTagName();
  return (dimension) => {
    if (isTag(dimension)) return toTagName(dimension);
    const known = dimensions.find((one) => one === dimension);
    return known ? t(`dimensions.${known}`) : dimension;
  };
}
