import { type Jar, readCookie, toCookie } from "./cookie";
import { utc } from "./utc";

const zoneCookie = "zone";

/** What browsers keep, so that the server prints times as they will. */
export function toZoneCookie(zone: string, isSecure: boolean): string {
  return toCookie(zoneCookie, zone, isSecure);
}

/** UTC before the first visit, and for a zone that isn't known here. */
export function readZone(jar: Jar): string {
  const zone = readCookie(jar, zoneCookie);
  if (!zone) return utc;
  try {
    // Returned as given: the server may prefer an older name, such as Asia/Calcutta.
    Intl.DateTimeFormat("en", { timeZone: zone });
    return zone;
  } catch {
    return utc;
  }
}
