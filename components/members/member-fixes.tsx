"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { type FixDialogs, WithFixes } from "@/components/directory/fix-dialogs";

const ChangeRole = dynamic(() => import("./member-fix-dialogs").then((file) => file.ChangeRole), {
  ssr: false,
});
const Remove = dynamic(() => import("./member-fix-dialogs").then((file) => file.Remove), { ssr: false });

const dialogs: FixDialogs = { change_role: ChangeRole, remove_member: Remove };

export function MemberFixes({ children }: { children: ReactNode }) {
  return <WithFixes dialogs={dialogs}>{children}</WithFixes>;
}
