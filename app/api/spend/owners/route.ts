import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { listOwners } from "@/lib/spend/unusual-notes-store";

export const GET = defineRoute({
  permission: "unusual-days:write",
  search: z.object({}),
  read: (by) => listOwners(by),
});
