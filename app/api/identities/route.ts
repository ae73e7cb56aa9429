import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { listWaiting } from "@/lib/identities/store";

export const GET = defineRoute({
  permission: "settings:read",
  search: z.object({}),
  read: (by) => listWaiting(by),
});
