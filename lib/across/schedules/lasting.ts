import "server-only";
import type { DayRange } from "@/lib/core/format/calendar";

/** The page's address with days instead of a range, which would be another one tomorrow. */
export function toLasting(page: string, search: URLSearchParams, { from, to }: DayRange): string {
  const lasting = new URLSearchParams(search);
  lasting.delete("range");
  lasting.set("from", from);
  lasting.set("to", to);
  return `${page}?${lasting}`;
}
