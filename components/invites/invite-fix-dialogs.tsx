"use client";

import type { FixProps } from "@/components/directory/fix-props";
import { onDemand } from "@/components/ui/on-demand";

const ResendDialog = onDemand(() => import("./resend-dialog").then((file) => file.ResendDialog));
const WithdrawManyDialog = onDemand(() =>
  import("./withdraw-many-dialog").then((file) => file.WithdrawManyDialog),
);

export function Resend({ targets, ...given }: FixProps) {
  return <ResendDialog ids={targets.map(({ id }) => id)} {...given} />;
}

export function Withdraw({ targets, ...given }: FixProps) {
  return <WithdrawManyDialog ids={targets.map(({ id }) => id)} {...given} />;
}
