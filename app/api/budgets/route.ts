import { z } from "zod";
import { listBudgets } from "@/lib/budgets/list";
import { defineRoute } from "@/lib/entry/define-route";

export const GET = defineRoute({
  permission: "cost:read",
  search: z.object({}),
  read: (by) => listBudgets(by),
});
