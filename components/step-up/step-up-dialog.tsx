"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { isConfirmingAsked, onConfirmingChange } from "@/components/shell/step-up-store";
import { onDemand } from "@/components/ui/on-demand";
import { stepUpQuery } from "@/lib/account/step-up/queries";
import { guardExports } from "./guard-exports";

const ConfirmingDialog = onDemand(() => import("./confirming-dialog").then((file) => file.ConfirmingDialog));

/** Mount once on every console page: opens when the server asks for a fresh confirmation of identity. */
export function StepUpDialog() {
  const client = useQueryClient();
  useEffect(() => guardExports(() => client.fetchQuery(stepUpQuery())), [client]);
  const isAsked = useSyncExternalStore(onConfirmingChange, isConfirmingAsked, () => false);
  return isAsked ? <ConfirmingDialog /> : null;
}
