"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { formatCount } from "@/lib/format";
import { IconButton } from "./icon-button";

type Props = {
  /** From 1. */
  page: number;
  pageSize: number;
  total: number;
  onPage: (page: number) => void;
};

export function Pagination({ page, pageSize, total, onPage }: Props) {
  const t = useTranslations("ui");
  const locale = useLocale();
  const first = total === 0 ? 0 : (page - 1) * pageSize + 1;
  const last = Math.min(page * pageSize, total);
  return (
    <div className="flex h-9 items-center justify-end gap-2 text-ink-muted text-sm tabular-nums">
      {t("pageRange", {
        from: formatCount(first, locale),
        to: formatCount(last, locale),
        total: formatCount(total, locale),
      })}
      <IconButton
        label={t("previousPage")}
        icon={<ChevronLeft />}
        disabled={page <= 1}
        onClick={() => onPage(page - 1)}
      />
      <IconButton
        label={t("nextPage")}
        icon={<ChevronRight />}
        disabled={last >= total}
        onClick={() => onPage(page + 1)}
      />
    </div>
  );
}
