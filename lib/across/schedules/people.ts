import "server-only";
import { isOfPeople } from "@/lib/across/exports/vocabulary";
import { loadUsageSearch } from "@/lib/money/reports/usage/search-params";
import { loadActorsSearch } from "@/lib/money/spend/search-params";

/** Whether the file lists people, as an export that needs a recent sign-in does. */
export function isFileOfPeople({ report, query }: { report: string; query: string }): boolean {
  const search = new URLSearchParams(query);
  if (report === "actors") return loadActorsSearch(search).kind === "person";
  if (report === "usage") {
    const { group, person } = loadUsageSearch(search);
    return group === "person" || person.length > 0;
  }
  // Claude Code's file is by day.
  return report !== "claude-code" && isOfPeople(report, search);
}
