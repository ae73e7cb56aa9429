import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { getOrganizationsCost } from "@/lib/spend/organizations";

export const GET = defineRoute({
  permission: "cost:read",
  search: z.object({}),
  read: (by) => getOrganizationsCost(by),
});
