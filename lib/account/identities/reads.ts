import "server-only";
import { defineRead } from "@/lib/core/entry/define-read";
import { listWaiting } from "./store";

export const identityReads = {
  identities: defineRead({
    permission: "settings:read",
    read: (by) => listWaiting(by),
  }),
};
