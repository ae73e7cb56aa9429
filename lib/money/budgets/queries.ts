import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { budgetReads } from "./reads";

const read = queriesOf<typeof budgetReads>();

export function budgetsQuery() {
  return read(["budgets"], "budgets");
}
