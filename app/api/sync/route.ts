import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { getSyncStatus } from "@/lib/sync/status";

export const GET = defineRoute({
  permission: "sync:read",
  search: z.object({}),
  read: (by) => getSyncStatus(by),
});
