import "server-only";
import { defineRead } from "@/lib/core/entry/define-read";
import { getOverview } from "./overview";

export const overviewReads = {
  overview: defineRead({
    permission: "cost:read",
    read: (by) => getOverview(by),
  }),
};
