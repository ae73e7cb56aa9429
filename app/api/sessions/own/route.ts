import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { listOwnSessions } from "@/lib/sessions/store";

export const GET = defineRoute({
  permission: "me:read",
  search: z.object({}),
  read: (by) => listOwnSessions(by),
});
