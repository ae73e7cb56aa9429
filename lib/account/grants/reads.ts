import "server-only";
import { defineRead } from "@/lib/core/entry/define-read";
import { listAccess } from "./store";

export const grantReads = {
  grants: defineRead({
    permission: "settings:read",
    read: (by) => listAccess(by),
  }),
};
