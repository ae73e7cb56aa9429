import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { listReceipts } from "@/lib/offboardings/receipt-read-model";

export const GET = defineRoute({
  permission: "members:read",
  search: z.object({ member: z.string().min(1) }),
  read: listReceipts,
});
