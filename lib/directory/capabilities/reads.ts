import "server-only";
import { defineRead } from "@/lib/core/entry/define-read";
import { listCapabilities } from "./store";

export const capabilityReads = {
  capabilities: defineRead({ permission: "settings:read", read: listCapabilities }),
};
