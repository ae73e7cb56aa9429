import "server-only";
import { isOfPeople } from "@/lib/across/exports/vocabulary";

/** Files of these are by day, and by what usage is grouped by. */
const byDay = ["usage", "claude-code"];

/** Whether the file lists people or is about some, as an export that needs a recent sign-in. */
export function isFileOfPeople({ report, query }: { report: string; query: string }): boolean {
  const search = new URLSearchParams(query);
  if (report === "actors") return isOfPeople("people/keys-and-people", search);
  const groups = report === "usage" ? search.getAll("group") : [];
  if (byDay.includes(report)) search.set("group", ["day", ...groups].join(","));
  return isOfPeople(report, search);
}
