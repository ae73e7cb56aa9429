import "server-only";
import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { getLocale, readLocaleCookie } from "./locale";

export default getRequestConfig(async () => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const locale = getLocale(readLocaleCookie(jar), head.get("accept-language"));
  const { default: messages } = await import(`../messages/${locale}.json`);
  return { locale, messages, now: new Date(), timeZone: "UTC" };
});
