import "server-only";
import { defineRead } from "@/lib/core/entry/define-read";
import { getMyAccess } from "./read-model";

export const meReads = {
  me: defineRead({ permission: "me:read", read: getMyAccess }),
};
