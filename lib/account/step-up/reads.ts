import "server-only";
import { defineRead } from "@/lib/core/entry/define-read";
import { isJobToConfirm, jobSearch } from "./job";
import { getStepUp } from "./state";

export const stepUpReads = {
  "step-up/job": defineRead({ permission: "me:read", search: jobSearch, read: isJobToConfirm }),
  "step-up": defineRead({
    permission: "me:read",
    read: (by) => getStepUp(by),
  }),
};
