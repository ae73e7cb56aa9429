import "server-only";
import { createTranslator } from "next-intl";
import type { Locale } from "@/i18n/locale";
import type en from "@/messages/en.json";

/** The catalog in a language that no request chose. */
export async function getTranslator(locale: Locale) {
  const { default: messages } = await import(`../../../messages/${locale}.json`);
  return createTranslator({ locale, messages: messages as typeof en }); // Sound: a test compares the catalogs.
}

export type Translate = Awaited<ReturnType<typeof getTranslator>>;
