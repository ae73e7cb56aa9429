"use client";

import { ChevronDown, Download, FileSpreadsheet, FileText } from "lucide-react";
import { useTranslations } from "next-intl";
import { toButtonClass } from "@/components/ui/controls/button";
import { Menu, type MenuItem } from "./menu";

type Props = {
  noun: string;
  /** With its question mark. */
  query: string;
  /** Defaults to both. */
  formats?: readonly Format[];
  /** What else can leave the page. */
  others?: readonly MenuItem[];
  size?: "sm" | "md";
};

const formats = ["csv", "xlsx"] as const;
type Format = (typeof formats)[number];
const icons = { csv: <FileText aria-hidden />, xlsx: <FileSpreadsheet aria-hidden /> };

/** Files hold every matching row, not only the page shown. */
export function ExportMenu({ noun, query, formats: offered = formats, others = [], size = "md" }: Props) {
  const t = useTranslations("ui");
  const files = offered.map((format) => ({
    id: format,
    href: `/api/export/${noun}.${format}${query}`,
    label: (
      <>
        {icons[format]} {t(`exportAs.${format}`)}
      </>
    ),
  }));
  return (
    <Menu
      label={t("export")}
      triggerClass={toButtonClass("secondary", size)}
      trigger={
        <>
          <Download aria-hidden className="size-4 text-ink-faint" />
          {t("export")}
          <ChevronDown aria-hidden className="size-3.5 text-ink-faint" />
        </>
      }
      items={[...files, ...others]}
    />
  );
}
