"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { type FixDialogs, WithFixes } from "@/components/directory/fix-dialogs";

const Replace = dynamic(() => import("./key-fix-dialogs").then((file) => file.Replace), { ssr: false });
const Rename = dynamic(() => import("./key-fix-dialogs").then((file) => file.Rename), { ssr: false });

const dialogs: FixDialogs = { replace_key: Replace, rename_key: Rename };

export function KeyFixes({ children }: { children: ReactNode }) {
  return <WithFixes dialogs={dialogs}>{children}</WithFixes>;
}
