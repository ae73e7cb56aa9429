"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { startTransition, useOptimistic } from "react";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { type Locale, toLocaleCookie } from "@/i18n/locale";

const languages = [
  { value: "en", label: "English" },
  { value: "de", label: "Deutsch" },
] as const satisfies { value: Locale; label: string }[];

function keepLocale(locale: Locale) {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is missing on plain http, which a trial may use.
  document.cookie = toLocaleCookie(locale, location.protocol === "https:");
}

export function LanguageSwitch() {
  const t = useTranslations("shell");
  const router = useRouter();
  const [locale, showLocale] = useOptimistic<Locale>(useLocale());

  function change(chosen: Locale) {
    keepLocale(chosen);
    startTransition(() => {
      showLocale(chosen);
      router.refresh();
    });
  }

  return (
    <SegmentedControl<Locale>
      label={t("language")}
      isLabelVisible
      options={languages}
      value={locale}
      onChange={change}
    />
  );
}
