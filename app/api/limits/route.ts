import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { getOrganizationLimits } from "@/lib/limits/organization";

export const GET = defineRoute({
  permission: "limits:read",
  search: z.object({}),
  read: (by) => getOrganizationLimits(by),
});
