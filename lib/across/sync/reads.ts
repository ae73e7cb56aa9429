import "server-only";
import { defineRead } from "@/lib/core/entry/define-read";
import { getSyncStatus } from "./status";

export const syncReads = {
  sync: defineRead({
    permission: "sync:read",
    read: (by) => getSyncStatus(by),
  }),
};
