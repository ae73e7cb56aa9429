"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { toButtonClass } from "./button";

type Props = {
  noun: string;
  query: string;
};

/** Exports every matching row, not only the page shown. */
export function ExportLinks({ noun, query }: Props) {
  const t = useTranslations("ui");
  const files = [
    ["csv", t("exportCsv")],
    ["xlsx", t("exportXlsx")],
  ];
  return files.map(([ending, label]) => (
    <a
      key={ending}
      className={toButtonClass("ghost")}
      href={`/api/export/${noun}.${ending}${query}`}
      download
    >
      <Download aria-hidden className="size-4" />
      {label}
    </a>
  ));
}
