import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { listKeyImpacts } from "@/lib/keys/impact-read-model";
import { maxImpacts } from "@/lib/keys/vocabulary";

const ids = z.array(z.string().min(1)).min(1).max(maxImpacts);

export const GET = defineRoute({
  permission: "keys:read",
  search: z.object({
    keys: z
      .string()
      .transform((text) => text.split(","))
      .pipe(ids),
  }),
  read: (by, { keys }) => listKeyImpacts(by, keys),
});
