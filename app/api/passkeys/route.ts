import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { listPasskeys } from "@/lib/passkeys/store";

export const GET = defineRoute({
  permission: "settings:read",
  search: z.object({}),
  read: (by) => listPasskeys(by),
});
