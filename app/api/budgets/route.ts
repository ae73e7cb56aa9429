import { z } from "zod";
import { getBudgetsPage } from "@/lib/budgets/list-read-model";
import { defineRoute } from "@/lib/entry/define-route";

export const GET = defineRoute({
  permission: "cost:read",
  search: z.object({}),
  read: (by) => getBudgetsPage(by),
});
