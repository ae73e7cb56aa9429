"use client";

import { useQuery } from "@tanstack/react-query";
import { ShieldAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/controls/link";
import { logProofQuery } from "@/lib/governance/activity/queries";

/** Stays visible whatever is filtered: what the log can't prove must not be overlooked. */
export function UnprovenNote() {
  const t = useTranslations("activity.log");
  const { data } = useQuery(logProofQuery());
  if (!data?.unproven) return null;
  const { before, reason } = data.unproven;
  return (
    <div role="note" className="flex gap-3 rounded-lg bg-warn-soft px-4 py-2.5 text-warn">
      <ShieldAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <p className="min-w-0">
        {t("unproven", { before })} {t(`reasons.${reason}`)}{" "}
        <Link href="/settings?tab=log" className="underline underline-offset-2">
          {t("more")}
        </Link>
      </p>
    </div>
  );
}
