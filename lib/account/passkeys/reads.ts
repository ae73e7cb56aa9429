import "server-only";
import { defineRead } from "@/lib/core/entry/define-read";
import { listOwnPasskeys, listPasskeys } from "./store";

export const passkeyReads = {
  "passkeys/own": defineRead({
    permission: "me:read",
    read: (by) => listOwnPasskeys(by),
  }),
  passkeys: defineRead({
    permission: "settings:read",
    read: (by) => listPasskeys(by),
  }),
};
