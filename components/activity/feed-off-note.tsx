"use client";

import { Info } from "lucide-react";
import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/controls/link";

/** Shown only on this page, because many organizations do well without the feed. */
export function FeedOffNote() {
  const t = useTranslations("activity.feed");
  return (
    <div role="note" className="flex gap-3 card px-4 py-3">
      <Info aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-muted" />
      <div className="grid min-w-0 max-w-prose gap-2">
        <p className="font-medium">{t("offTitle")}</p>
        <p className="text-ink-muted">{t("offText")}</p>
        <ol className="grid list-decimal gap-1 pl-5 text-ink-muted">
          <li>{t("offEnable")}</li>
          <li>{t("offKey")}</li>
          <li>{t("offWait")}</li>
        </ol>
        <p>
          <Link href="/settings?tab=key" className="underline underline-offset-2">
            {t("offMore")}
          </Link>
        </p>
      </div>
    </div>
  );
}
