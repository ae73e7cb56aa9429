import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { getSpendMonth } from "@/lib/spend/month";

export const GET = defineRoute({
  permission: "cost:read",
  search: z.object({}),
  read: (by) => getSpendMonth(by),
});
