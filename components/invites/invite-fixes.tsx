"use client";

import type { ReactNode } from "react";
import { type FixDialogs, type FixProps, WithFixes } from "@/components/directory/fix-dialogs";
import { onDemand } from "@/components/ui/on-demand";

const ResendDialog = onDemand(() => import("./resend-dialog").then((file) => file.ResendDialog));
const WithdrawManyDialog = onDemand(() =>
  import("./withdraw-many-dialog").then((file) => file.WithdrawManyDialog),
);

const dialogs: FixDialogs = { resend_invite: Resend, withdraw_invite: Withdraw };

export function InviteFixes({ children }: { children: ReactNode }) {
  return <WithFixes dialogs={dialogs}>{children}</WithFixes>;
}

function Resend({ targets, ...given }: FixProps) {
  return <ResendDialog ids={targets.map(({ id }) => id)} {...given} />;
}

function Withdraw({ targets, ...given }: FixProps) {
  return <WithdrawManyDialog ids={targets.map(({ id }) => id)} {...given} />;
}
