"use client";

import { onDemand } from "@/components/ui/on-demand";
import { toast } from "@/components/ui/overlay/toast-store";

const RunToast = onDemand(() => import("./run-toast").then((file) => file.RunToast));

/** Shows the progress of a bulk run where the person is, and keeps showing it on the pages that they open next. */
export function showRun(runId: string): void {
  toast(<RunToast runId={runId} onUndone={showRun} />, { tone: "progress", subject: runId });
}
