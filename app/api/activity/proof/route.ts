import { z } from "zod";
import { readLogProof } from "@/lib/activity/proof";
import { defineRoute } from "@/lib/entry/define-route";

export const GET = defineRoute({
  permission: "log:read",
  search: z.object({}),
  read: (by) => readLogProof(by),
});
