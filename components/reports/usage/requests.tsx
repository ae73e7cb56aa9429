"use client";

import { useTranslations } from "next-intl";
import { NumberText } from "@/components/ui/display/number-text";

/** A source that doesn't count requests shows a dash, not zero. */
export function Requests({ count }: { count: string | number | null }) {
  const t = useTranslations("usage");
  if (count === null) return <span className="text-ink-muted">{t("notReported")}</span>;
  return <NumberText value={typeof count === "number" ? Math.round(count) : count} />;
}
