"use client";

import type { ReactNode } from "react";
import { type FixDialogs, WithFixes } from "@/components/directory/fix-dialogs";
import { onDemand } from "@/components/ui/on-demand";

const Replace = onDemand(() => import("./key-fix-dialogs").then((file) => file.Replace));
const Rename = onDemand(() => import("./key-fix-dialogs").then((file) => file.Rename));
const Assign = onDemand(() => import("./key-fix-dialogs").then((file) => file.Assign));

const dialogs: FixDialogs = { replace_key: Replace, assign_key: Assign, rename_key: Rename };

export function KeyFixes({ children }: { children: ReactNode }) {
  return <WithFixes dialogs={dialogs}>{children}</WithFixes>;
}
