import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { getStepUp } from "@/lib/step-up/state";

export const GET = defineRoute({
  permission: "me:read",
  search: z.object({}),
  read: (by) => getStepUp(by),
});
