"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { type Locale, localeCookie } from "@/i18n/locale";

const languages = [
  { value: "en", label: "English" },
  { value: "de", label: "Deutsch" },
] as const satisfies { value: Locale; label: string }[];

const yearSeconds = 31_536_000;

function keepLocale(locale: Locale) {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is missing on plain http, which a trial may use.
  document.cookie = `${localeCookie}=${locale}; path=/; max-age=${yearSeconds}; samesite=lax`;
}

export function LanguageSwitch() {
  const t = useTranslations("shell");
  const router = useRouter();
  return (
    <SegmentedControl<Locale>
      label={t("language")}
      isLabelVisible
      options={languages}
      value={useLocale()}
      onChange={(locale) => {
        keepLocale(locale);
        router.refresh();
      }}
    />
  );
}
