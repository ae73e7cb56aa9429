import "server-only";
import { defineRead } from "@/lib/core/entry/define-read";
import { listUnreadable } from "./read-model";

export const unreadableReads = {
  unreadable: defineRead({ permission: "settings:read", read: listUnreadable }),
};
