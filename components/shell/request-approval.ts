"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/overlay/toast-store";
import { AppError } from "@/lib/errors";

/** The bulk run that waits for a second admin because one person may not do this alone. */
export class ApprovalRun {
  constructor(readonly runId: string) {}
}

/** Runs `first`; if the two-person rule forbids that, starts the run that a second admin approves. */
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
