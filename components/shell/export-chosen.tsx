"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/controls/button";
import { maxOnly } from "@/lib/core/address/search-params";
import { ExportMenu } from "./export-menu";

type Props = { noun: string; count: number; query: string };

/** A file of the chosen rows. Their IDs are in its address, which has room for so many. */
export function ExportChosen({ noun, count, query }: Props) {
  const t = useTranslations("ui");
  if (count <= maxOnly) return <ExportMenu noun={noun} query={query} size="sm" />;
  return (
    <Button size="sm" disabled title={t("exportMost", { most: maxOnly })}>
      {t("export")}
    </Button>
  );
}
