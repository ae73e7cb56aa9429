"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/overlay/toast-store";
import { AppError } from "@/lib/errors";

/** A run that waits for a second admin, begun in place of what one person may not do alone. */
export class ApprovalRun {
  constructor(readonly runId: string) {}
}

/** Does `first`, or, where the two-person rule stands in its way, begins the run that a second admin approves. */
export async function orRequestApproval<T>(
  first: () => Promise<T>,
  ask: () => Promise<{ runId: string }>,
): Promise<T | ApprovalRun> {
  try {
    return await first();
  } catch (error) {
    const isNeeded = error instanceof AppError && error.failure.reason === "second_admin_needed";
    if (!isNeeded) throw error;
    return new ApprovalRun((await ask()).runId);
  }
}

/** Shows the run that was begun, if one was. Returns whether it was. */
export function useShowApprovalRun(): (answer: unknown) => boolean {
  const t = useTranslations("bulk");
  const router = useRouter();
  return (answer) => {
    if (!(answer instanceof ApprovalRun)) return false;
    toast(t("askedToast"));
    router.push(`/bulk/${answer.runId}`);
    return true;
  };
}
