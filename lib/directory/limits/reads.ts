import "server-only";
import { z } from "zod";
import { defineRead } from "@/lib/core/entry/define-read";
import { getOrganizationLimits } from "./organization";
import { getLimits } from "./read";

export const limitReads = {
  limits: defineRead({
    permission: "limits:read",
    read: (by) => getOrganizationLimits(by),
  }),
  "workspaces/limits": defineRead({
    permission: "workspaces:read",
    search: z.object({ workspace: z.string().min(1) }),
    read: (by, { workspace }) => getLimits(by, workspace),
  }),
};
