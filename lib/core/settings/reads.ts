import "server-only";
import { defineRead } from "@/lib/core/entry/define-read";
import { listSettings } from "./read-model";

export const settingsReads = {
  settings: defineRead({
    permission: "settings:read",
    read: (by) => listSettings(by),
  }),
};
