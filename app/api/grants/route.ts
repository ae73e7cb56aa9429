import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { listAccess } from "@/lib/grants/store";

export const GET = defineRoute({
  permission: "settings:read",
  search: z.object({}),
  read: (by) => listAccess(by),
});
