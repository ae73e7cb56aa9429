import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { getKeyDetail } from "@/lib/keys/detail-read-model";

export const GET = defineRoute({
  permission: "keys:read",
  search: z.object({ key: z.string().min(1) }),
  read: (by, { key }) => getKeyDetail(by, key),
});
