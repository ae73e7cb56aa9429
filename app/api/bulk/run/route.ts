import { z } from "zod";
import { getRun } from "@/lib/bulk/list-read-model";
import { loadRunSearch } from "@/lib/bulk/search-params";
import { defineRoute } from "@/lib/entry/define-route";

export const GET = defineRoute({
  permission: "bulk:read",
  search: z.looseObject({ run: z.string().min(1) }).transform(({ run, ...query }) => ({
    run,
    search: loadRunSearch(z.record(z.string(), z.string()).parse(query)),
  })),
  read: (by, { run, search }) => getRun(by, run, search),
});
