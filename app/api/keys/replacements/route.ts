import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { listReplacements } from "@/lib/keys/replacements-read-model";

export const GET = defineRoute({
  permission: "keys:read",
  search: z.object({ key: z.string().min(1), q: z.string().max(200).default("") }),
  read: listReplacements,
});
