import { z } from "zod";
import { listChannels } from "@/lib/delivery/read-model";
import { defineRoute } from "@/lib/entry/define-route";

export const GET = defineRoute({
  permission: "schedules:read",
  search: z.object({}),
  read: (by) => listChannels(by),
});
