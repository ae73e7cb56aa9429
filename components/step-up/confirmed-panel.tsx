"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { BrandMark } from "@/components/shell/brand-mark";
import { announce } from "@/components/shell/channel";
import { Alert } from "@/components/ui/display/alert";

type Outcome = "confirmed" | "unproven" | "other";

/** The identity provider redirects here; the page notifies the waiting page, which says what is missing, and closes. */
export function ConfirmedPanel({ outcome }: { outcome: Outcome }) {
  const t = useTranslations("stepUp");
  const isOther = outcome === "other";
  useEffect(() => {
    if (isOther) return;
    announce("confirmed");
    window.close();
  }, [isOther]);
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-md content-center gap-4 px-4">
      <BrandMark className="size-8 text-accent" />
      <h1 className="text-xl">{t(`${outcome}Title`)}</h1>
      {outcome === "confirmed" ? (
        <p className="text-ink-muted">{t("confirmedText")}</p>
      ) : (
        <Alert>{t(`${outcome}Text`)}</Alert>
      )}
    </main>
  );
}
