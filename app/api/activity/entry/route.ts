import { z } from "zod";
import { getActivityEntry } from "@/lib/activity/read-model";
import { defineRoute } from "@/lib/entry/define-route";

export const GET = defineRoute({
  permission: "activity:read",
  search: z.object({ entry: z.string().min(1).max(40) }),
  read: getActivityEntry,
});
