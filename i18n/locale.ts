import { type Jar, readCookie, toCookie } from "./cookie";

export const locales = ["en", "de"] as const;
export type Locale = (typeof locales)[number];

const defaultLocale: Locale = "en";
const localeCookie = "NEXT_LOCALE";

function toLocale(tag: string | undefined): Locale | undefined {
  const language = tag?.trim().toLowerCase().split("-")[0];
  return locales.find((locale) => locale === language);
}

/** What browsers keep as the choice. */
export function toLocaleCookie(locale: Locale, isSecure: boolean): string {
  return toCookie(localeCookie, locale, isSecure);
}

export function readLocaleCookie(jar: Jar): string | undefined {
  return readCookie(jar, localeCookie);
}

/** The cookie's choice, else the first supported language of Accept-Language, else English. */
export function getLocale(cookie: string | undefined, acceptLanguage: string | null): Locale {
  const accepted = (acceptLanguage ?? "")
    .split(",")
    .map((part) => {
      const [tag, ...parameters] = part.split(";");
      const quality = parameters.find((parameter) => parameter.trim().startsWith("q="));
      return { locale: toLocale(tag), weight: quality ? Number(quality.trim().slice(2)) : 1 };
    })
    .filter(({ weight }) => weight > 0)
    .sort((left, right) => right.weight - left.weight);
  return toLocale(cookie) ?? accepted.find(({ locale }) => locale)?.locale ?? defaultLocale;
}
