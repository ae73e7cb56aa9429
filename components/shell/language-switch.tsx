"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { startTransition, useCallback, useOptimistic } from "react";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { type Locale, toLocaleCookie } from "@/i18n/locale";

export const languages = [
  { value: "en", label: "English" },
  { value: "de", label: "Deutsch" },
] as const satisfies { value: Locale; label: string }[];

function keepLocale(locale: Locale) {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is missing on plain http, which a trial may use.
  document.cookie = toLocaleCookie(locale, location.protocol === "https:");
}

export function useChangeLanguage(): (chosen: Locale) => void {
  const router = useRouter();
  return useCallback(
    (chosen) => {
      keepLocale(chosen);
      router.refresh();
    },
    [router],
  );
}

export function LanguageSwitch() {
  const t = useTranslations("shell");
  const change = useChangeLanguage();
  const [locale, showLocale] = useOptimistic<Locale>(useLocale());

  return (
    <SegmentedControl<Locale>
      label={t("language")}
      isLabelVisible
      options={languages}
      value={locale}
      onChange={(chosen) =>
        startTransition(() => {
          showLocale(chosen);
          change(chosen);
        })
      }
    />
  );
}
