"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/controls/link";
import { Badge } from "@/components/ui/display/badge";
import type { FindingRule } from "@/lib/core/marks/vocabulary";

type Props = {
  /** The ID of what the findings are about. */
  of: string;
  rules: readonly FindingRule[];
};

/** Leads to the open findings about a row; nothing without any. */
export function FindingMark({ of, rules }: Props) {
  const t = useTranslations("findings");
  if (rules.length === 0) return null;
  const names = rules.map((rule) => t(`rules.${rule}.title`)).join(", ");
  const text = t("mark", { count: rules.length, names });
  return (
    <Link
      href={{ pathname: "/findings", query: { of } }}
      title={text}
      aria-label={text}
      className="inline-flex h-6 shrink-0 items-center rounded-sm print:hidden"
    >
      <Badge tone="warn">
        <CircleAlert aria-hidden className="size-3.5" />
        {rules.length}
      </Badge>
    </Link>
  );
}
