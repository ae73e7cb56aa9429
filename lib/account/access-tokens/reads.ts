import "server-only";
import { defineRead } from "@/lib/core/entry/define-read";
import { listOwnTokens, listTokens } from "./store";

export const accessTokenReads = {
  "access-tokens/own": defineRead({ permission: "me:read", read: (by) => listOwnTokens(by) }),
  "access-tokens": defineRead({ permission: "settings:read", read: (by) => listTokens(by) }),
};
