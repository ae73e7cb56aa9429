import { isZone } from "@/lib/core/format/zone";
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
  // Returned as given: the server may prefer an older name, such as Asia/Calcutta.
  return zone && isZone(zone) ? zone : utc;
}
