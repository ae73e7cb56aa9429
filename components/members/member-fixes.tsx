"use client";

import type { ReactNode } from "react";
import { type FixDialogs, WithFixes } from "@/components/directory/fix-dialogs";
import { onDemand } from "@/components/ui/on-demand";

const ChangeRole = onDemand(() => import("./member-fix-dialogs").then((file) => file.ChangeRole));

const dialogs: FixDialogs = { change_role: ChangeRole };

export function MemberFixes({ children }: { children: ReactNode }) {
  return <WithFixes dialogs={dialogs}>{children}</WithFixes>;
}
