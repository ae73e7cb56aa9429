import { toZoneCookie } from "@/i18n/zone";

/** So that the server prints times as this browser does. */
export function keepZone(zone: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is missing on plain http, which a trial may use.
  document.cookie = toZoneCookie(zone, location.protocol === "https:");
}
