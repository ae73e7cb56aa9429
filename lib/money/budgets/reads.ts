import "server-only";
import { defineRead } from "@/lib/core/entry/define-read";
import { getBudgetsPage } from "./list-read-model";

export const budgetReads = {
  budgets: defineRead({
    permission: "cost:read",
    read: (by) => getBudgetsPage(by),
  }),
};
