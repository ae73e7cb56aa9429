import "server-only";
import { z } from "zod";
import { defineRead } from "@/lib/core/entry/define-read";
import { readPlan } from "./plan-read-model";
import { getReceipt, listReceipts } from "./receipt-read-model";
import { planInput } from "./schema";

export const offboardingReads = {
  "offboardings/one": defineRead({
    permission: "members:read",
    search: z.object({ id: z.string().min(1) }),
    read: getReceipt,
  }),
  /** A list of people doesn't fit in a URL. */
  "offboardings/plan": defineRead({
    permission: "members:write",
    body: { schema: planInput, maxBytes: 200_000 },
    read: readPlan,
  }),
  offboardings: defineRead({
    permission: "members:read",
    search: z.object({ member: z.string().min(1) }),
    read: listReceipts,
  }),
};
