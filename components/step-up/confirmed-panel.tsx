"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { BrandMark } from "@/components/shell/brand-mark";
import { Alert } from "@/components/ui/display/alert";
import { announceConfirmed } from "./channel";

/** The identity provider redirects here; the page notifies the waiting page and closes. */
export function ConfirmedPanel({ isOther }: { isOther: boolean }) {
  const t = useTranslations("stepUp");
  useEffect(() => {
    if (isOther) return;
    announceConfirmed();
    window.close();
  }, [isOther]);
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-md content-center gap-4 px-4">
      <BrandMark className="size-8 text-accent" />
      <h1 className="text-xl">{t(isOther ? "otherTitle" : "confirmedTitle")}</h1>
      {isOther ? <Alert>{t("otherText")}</Alert> : <p className="text-ink-muted">{t("confirmedText")}</p>}
    </main>
  );
}
