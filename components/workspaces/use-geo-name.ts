"use client";

import { useTranslations } from "next-intl";
import { inferenceGeos } from "@/lib/directory/workspaces/vocabulary";

/** A location that the vendor added later is shown as received. */
export function useGeoName(): (geo: string) => string {
  const t = useTranslations("workspaces.residency.geos");
  return (geo) => {
    const known = inferenceGeos.find((one) => one === geo);
    return known ? t(known) : geo;
  };
}
