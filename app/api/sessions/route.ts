import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { listSignIns } from "@/lib/sessions/store";

export const GET = defineRoute({
  permission: "settings:read",
  search: z.object({}),
  read: (by) => listSignIns(by),
});
