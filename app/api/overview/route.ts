import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { getOverview } from "@/lib/overview/overview";

export const GET = defineRoute({
  permission: "cost:read",
  search: z.object({}),
  read: (by) => getOverview(by),
});
