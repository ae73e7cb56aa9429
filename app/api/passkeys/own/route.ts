import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { listOwnPasskeys } from "@/lib/passkeys/store";

export const GET = defineRoute({
  permission: "me:read",
  search: z.object({}),
  read: (by) => listOwnPasskeys(by),
});
