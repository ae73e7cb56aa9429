import "server-only";
import { z } from "zod";
import { defineRead } from "@/lib/core/entry/define-read";
import { readLogProof } from "./proof";
import { getActivityEntry, listActivity } from "./read-model";
import { loadActivitySearch } from "./search-params";

export const activityReads = {
  "activity/entry": defineRead({
    permission: "activity:read",
    search: z.object({ entry: z.string().min(1).max(40) }),
    read: getActivityEntry,
  }),
  "activity/proof": defineRead({
    permission: "log:read",
    read: (by) => readLogProof(by),
  }),
  activity: defineRead({
    permission: "activity:read",
    search: (query) => loadActivitySearch(query),
    read: listActivity,
  }),
};
