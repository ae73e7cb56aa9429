import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { listSettings } from "@/lib/settings/read-model";

export const GET = defineRoute({
  permission: "settings:read",
  search: z.object({}),
  read: (by) => listSettings(by),
});
