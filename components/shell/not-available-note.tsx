"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { PagePart } from "@/lib/core/db/vocabulary";

export function NotAvailableNote({ parts }: { parts: readonly PagePart[] }) {
  const t = useTranslations();
  const format = useFormatter();
  if (parts.length === 0) return null;
  const names = format.list(parts.map((part) => t(`capabilities.names.${part}`)));
  return <p className="text-ink-muted text-sm">{t("sync.unavailable", { parts: names })}</p>;
}
