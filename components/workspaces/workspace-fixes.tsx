"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { type FixDialogs, WithFixes } from "@/components/directory/fix-dialogs";

const AddLead = dynamic(() => import("./workspace-fix-dialogs").then((file) => file.AddLead), { ssr: false });
const AddToWorkspace = dynamic(() => import("./workspace-fix-dialogs").then((file) => file.AddToWorkspace), {
  ssr: false,
});
const Archive = dynamic(() => import("./workspace-fix-dialogs").then((file) => file.Archive), { ssr: false });
const Tag = dynamic(() => import("./workspace-fix-dialogs").then((file) => file.Tag), { ssr: false });

const dialogs: FixDialogs = {
  add_lead: AddLead,
  add_to_workspace: AddToWorkspace,
  archive_workspace: Archive,
  tag_workspace: Tag,
};

export function WorkspaceFixes({ children }: { children: ReactNode }) {
  return <WithFixes dialogs={dialogs}>{children}</WithFixes>;
}
