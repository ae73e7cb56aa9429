export const locales = ["en", "de"] as const;
export type Locale = (typeof locales)[number];

const defaultLocale: Locale = "en";
const localeCookie = "NEXT_LOCALE";
const secureLocaleCookie = `__Host-${localeCookie}`;
const yearSeconds = 31_536_000;

function toLocale(tag: string | undefined): Locale | undefined {
  const language = tag?.trim().toLowerCase().split("-")[0];
  return locales.find((locale) => locale === language);
}

type Jar = { get: (name: string) => { value: string } | undefined };

/** What browsers keep as the choice. On https, no other host can set it, as for the session. */
export function toLocaleCookie(locale: Locale, isSecure: boolean): string {
  const name = isSecure ? secureLocaleCookie : localeCookie;
  return `${name}=${locale}; path=/; max-age=${yearSeconds}; samesite=lax${isSecure ? "; secure" : ""}`;
}

/** The plain name counts as well: on http there is no other. */
export function readLocaleCookie(jar: Jar): string | undefined {
  return (jar.get(secureLocaleCookie) ?? jar.get(localeCookie))?.value;
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
