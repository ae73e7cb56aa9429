import "server-only";
import { AppError } from "@/lib/errors";
import { loadUsageSearch } from "@/lib/reports/usage/search-params";
import type { SaveSchedule } from "./schema";

/** A file of people needs a recent sign-in, which no schedule has. */
export function refusePeople({ report, query }: Pick<SaveSchedule, "report" | "query">): void {
  if (report !== "usage") return;
  const search = loadUsageSearch(new URLSearchParams(query));
  if (search.group === "person") throw refusal();
  refusePerson(search);
}

export function refusePerson({ person }: { person: readonly string[] }): void {
  if (person.length > 0) throw refusal();
}

function refusal(): AppError {
  return new AppError("refused", "a schedule of people's usage", { reason: "schedule_of_people" });
}
