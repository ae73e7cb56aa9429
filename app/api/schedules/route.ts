import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { getSchedulesPage } from "@/lib/schedules/read-model";

export const GET = defineRoute({
  permission: "schedules:read",
  search: z.object({}),
  read: (by) => getSchedulesPage(by),
});
