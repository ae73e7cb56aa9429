import "server-only";
import { AppError } from "@/lib/errors";
import { loadUsageSearch } from "@/lib/reports/usage/search-params";

type Shown = { report: string; query: string };

/** A file of people needs a recent sign-in, which no schedule has. */
export function refusePeople(shown: Shown): void {
  if (!isOfOnePerson(shown) && !isByPerson(shown)) return;
  throw new AppError("refused", "a schedule of people's usage", { reason: "schedule_of_people" });
}

export function isOfOnePerson({ report, query }: Shown): boolean {
  return report === "usage" && loadUsageSearch(new URLSearchParams(query)).person.length > 0;
}

function isByPerson({ report, query }: Shown): boolean {
  return report === "usage" && loadUsageSearch(new URLSearchParams(query)).group === "person";
}
