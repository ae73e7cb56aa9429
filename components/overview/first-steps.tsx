"use client";

import { ExternalLink } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { toButtonClass } from "@/components/ui/controls/button";
import { Link } from "@/components/ui/controls/link";
import { consoleKeysUrl } from "@/lib/directory/keys/vocabulary";

/** In place of figures that would all be zero: what Castellan will show, and what to do first. */
export function FirstSteps({ canWrite }: { canWrite: boolean }) {
  const t = useTranslations("overview.first");
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid gap-4 card p-6 sm:p-8">
      <div className="grid max-w-2xl gap-1.5">
        <h2 id={id} className="text-lg">
          {t("title")}
        </h2>
        <p className="text-ink-muted">{t("text")}</p>
      </div>
      {canWrite && (
        <div className="flex flex-wrap gap-2">
          <Link href="/invites?open=invite" className={toButtonClass("primary")}>
            {t("invite")}
          </Link>
          <Link href="/workspaces?open=create" className={toButtonClass()}>
            {t("workspace")}
          </Link>
          <a href={consoleKeysUrl} target="_blank" rel="noreferrer" className={toButtonClass()}>
            {t("key")}
            <ExternalLink aria-hidden className="size-4" />
          </a>
        </div>
      )}
    </section>
  );
}
