"use client";

import { useTranslations } from "next-intl";
import { NumberText } from "@/components/ui/display/number-text";

/** Requests, or tokens per request; where the source does not count them, that is no zero. */
export function Requests({ count }: { count: string | number | null }) {
  const t = useTranslations("usage");
  if (count === null) return <span className="text-ink-muted">{t("notReported")}</span>;
  return <NumberText value={typeof count === "number" ? Math.round(count) : count} />;
}
