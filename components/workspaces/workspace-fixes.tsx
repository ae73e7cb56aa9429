"use client";

import type { ReactNode } from "react";
import { type FixDialogs, WithFixes } from "@/components/directory/fix-dialogs";
import { onDemand } from "@/components/ui/on-demand";

const AddLead = onDemand(() => import("./workspace-fix-dialogs").then((file) => file.AddLead));
const AddToWorkspace = onDemand(() => import("./workspace-fix-dialogs").then((file) => file.AddToWorkspace));
const Archive = onDemand(() => import("./workspace-fix-dialogs").then((file) => file.Archive));
const Tag = onDemand(() => import("./workspace-fix-dialogs").then((file) => file.Tag));

const dialogs: FixDialogs = {
  add_lead: AddLead,
  add_to_workspace: AddToWorkspace,
  archive_workspace: Archive,
  tag_workspace: Tag,
};

export function WorkspaceFixes({ children }: { children: ReactNode }) {
  return <WithFixes dialogs={dialogs}>{children}</WithFixes>;
}
