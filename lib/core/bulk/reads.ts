import "server-only";
import { z } from "zod";
import { defineRead } from "@/lib/core/entry/define-read";
import { getRun, listRuns } from "./list-read-model";
import { loadRunSearch, loadRunsSearch } from "./search-params";

export const bulkReads = {
  bulk: defineRead({
    permission: "bulk:read",
    search: (query) => loadRunsSearch(query),
    read: listRuns,
  }),
  "bulk/run": defineRead({
    permission: "bulk:read",
    search: z.looseObject({ run: z.string().min(1) }).transform(({ run, ...query }) => ({
      run,
      search: loadRunSearch(z.record(z.string(), z.string()).parse(query)),
    })),
    read: (by, { run, search }) => getRun(by, run, search),
  }),
};
